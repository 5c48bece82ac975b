//! Topic patterns of consumer groups, in RE2's syntax: whether they are well formed, and which names they match as a
//! whole. Called by the binding, for the coordinator of groups.
//!
//! Patterns come from clients, and one may be made to be slow. So matching takes time linear in pattern and name, the
//! compiled pattern is limited, and matching many names stops at a deadline. Checking a pattern is quick enough for the
//! event loop; matching is for a thread of its own.

use std::time::Instant;

use regex_automata::meta::{Cache, Config, Regex};
use regex_automata::{Anchored, Input};
use regex_syntax::ast;
use regex_syntax::hir::{Hir, Look};
use regex_syntax::{Error as SyntaxError, ParserBuilder};
use thiserror::Error;

/// Longer patterns are refused before they are parsed. A group that needs more can name its topics.
const PATTERN_BYTES_MAX: usize = 4_096;
const NESTING_MAX: u32 = 50;
/// In a pattern that knows Unicode: without regard to case, one range of characters costs up to three milliseconds.
const UNICODE_CLASSES_MAX: usize = 16;
/// Of the compiled pattern.
const PROGRAM_BYTES_MAX: usize = 256 * 1024;
const CACHE_BYTES: usize = 512 * 1024;

/// What is wrong with a pattern, for the client.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum PatternError {
    #[error("pattern too large")]
    TooLarge,
    #[error("{0}")]
    Malformed(String),
}

/// Matching took too long altogether.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("matching the topic patterns takes too long")]
pub struct DeadlineError;

pub struct TopicPattern {
    regex: Regex,
}

impl TopicPattern {
    pub fn new(pattern: &str) -> Result<Self, PatternError> {
        if pattern.len() > PATTERN_BYTES_MAX {
            return Err(PatternError::TooLarge);
        }
        let whole = Hir::concat(vec![Hir::look(Look::Start), parse(&without_quotes(pattern))?, Hir::look(Look::End)]);
        let config = Config::new().nfa_size_limit(Some(PROGRAM_BYTES_MAX)).hybrid_cache_capacity(CACHE_BYTES);
        let regex = Regex::builder().configure(config).build_from_hir(&whole).map_err(|_| PatternError::TooLarge)?;
        Ok(Self { regex })
    }

    fn is_match(&self, cache: &mut Cache, name: &str) -> bool {
        let input = Input::new(name).anchored(Anchored::Yes).earliest(true);
        self.regex.search_half_with(cache, &input).is_some()
    }
}

/// For each pattern the indexes of the names that it matches as a whole.
pub fn matches(patterns: &[TopicPattern], names: &[String], deadline: Instant) -> Result<Vec<Vec<u32>>, DeadlineError> {
    let mut found = Vec::with_capacity(patterns.len());
    for pattern in patterns {
        let mut cache = pattern.regex.create_cache();
        let mut indexes = Vec::new();
        for (index, name) in (0u32..).zip(names) {
            if Instant::now() > deadline {
                return Err(DeadlineError);
            }
            if pattern.is_match(&mut cache, name) {
                indexes.push(index);
            }
        }
        found.push(indexes);
    }
    Ok(found)
}

/// Names are ASCII, and so are RE2's classes `\d`, `\s` and `\w`: a pattern needs Unicode only where it says so.
fn parse(pattern: &str) -> Result<Hir, PatternError> {
    let unicode = !pattern.is_ascii() || pattern.contains("\\p") || pattern.contains("\\P");
    if unicode && class_count(pattern) > UNICODE_CLASSES_MAX {
        return Err(PatternError::TooLarge);
    }
    ParserBuilder::new()
        .nest_limit(NESTING_MAX)
        .unicode(unicode)
        .utf8(false)
        .build()
        .parse(pattern)
        .map_err(|error| PatternError::Malformed(reason(&error)))
}

/// Of everything that could be one.
fn class_count(pattern: &str) -> usize {
    pattern.matches(|character: char| "[-\\".contains(character) || !character.is_ascii()).count()
}

/// In a few words, without the picture that the parser draws.
fn reason(error: &SyntaxError) -> String {
    match error {
        SyntaxError::Parse(error) => match error.kind() {
            ast::ErrorKind::ClassUnclosed => "missing closing ]".to_owned(),
            ast::ErrorKind::GroupUnclosed => "missing closing )".to_owned(),
            ast::ErrorKind::GroupUnopened => "unexpected )".to_owned(),
            ast::ErrorKind::RepetitionMissing => "missing argument to repetition operator".to_owned(),
            kind => kind.to_string(),
        },
        SyntaxError::Translate(error) => error.kind().to_string(),
        _ => "malformed".to_owned(),
    }
}

/// RE2 takes what is between `\Q` and `\E` literally; our parser knows no such thing.
fn without_quotes(pattern: &str) -> String {
    let mut plain = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some(start) = quote_start(rest) {
        let (before, quoted) = rest.split_at(start);
        plain.push_str(before);
        let quoted = quoted.strip_prefix("\\Q").unwrap_or(quoted);
        let (literal, after) = quoted.split_once("\\E").unwrap_or((quoted, ""));
        plain.push_str(&regex_syntax::escape(literal));
        rest = after;
    }
    plain.push_str(rest);
    plain
}

/// Of a `\Q` whose backslash is not itself escaped.
fn quote_start(pattern: &str) -> Option<usize> {
    let mut characters = pattern.char_indices();
    while let Some((index, character)) = characters.next() {
        if character == '\\' && characters.next().is_some_and(|(_, escaped)| escaped == 'Q') {
            return Some(index);
        }
    }
    None
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests;
