use std::time::{Duration, Instant};

use super::*;

fn soon() -> Instant {
    Instant::now() + Duration::from_secs(60)
}

fn matched(pattern: &str, names: &[&str]) -> Vec<String> {
    let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
    let pattern = TopicPattern::new(pattern).unwrap();
    let found = matches(&[pattern], &names, soon()).unwrap();
    found[0].iter().map(|&index| names[index as usize].clone()).collect()
}

fn problem(pattern: &str) -> String {
    TopicPattern::new(pattern).err().unwrap().to_string()
}

#[test]
fn whole_names_match() {
    assert_eq!(matched("a.*", &["a", "ab", "ba"]), ["a", "ab"]);
    assert_eq!(matched("a|ab", &["a", "ab", "abc"]), ["a", "ab"]);
    assert_eq!(matched("", &["a"]), Vec::<String>::new());
    assert_eq!(matched("(?i)orders-[0-9]+", &["ORDERS-1", "orders-", "orders-22"]), ["ORDERS-1", "orders-22"]);
    assert_eq!(matched(r"\pL+", &["abc", "a1"]), ["abc"]);
    assert_eq!(matched("^a$", &["a", "aa"]), ["a"]);
}

#[test]
fn quotes_are_literal() {
    assert_eq!(matched(r"\Qa.b\E.*", &["a.b", "a.bc", "axb"]), ["a.b", "a.bc"]);
    assert_eq!(matched(r"\Qa.b", &["a.b", "axb"]), ["a.b"]);
    assert_eq!(matched(r"[\w]+\\?", &["Q"]), ["Q"]);
    assert!(problem(r"a\E").contains("escape"));
}

#[test]
fn malformed_patterns_are_told_why() {
    assert_eq!(problem("[a"), "missing closing ]");
    assert_eq!(problem("(a"), "missing closing )");
    assert_eq!(problem("a)|(b"), "unexpected )");
    assert_eq!(problem("*a"), "missing argument to repetition operator");
    assert!(problem(r"(?=a)b").contains("look-around"));
    assert!(problem(r"(a)\1").contains("backreference"));
}

#[test]
fn large_patterns_are_refused_quickly() {
    let began = Instant::now();
    for pattern in [
        "a".repeat(PATTERN_BYTES_MAX + 1),
        "(((a{1000}){1000}){1000}){1000}".to_owned(),
        "(?i)".to_owned() + &r"\pL{9}".repeat(600),
        "(".repeat(2_000) + &")".repeat(2_000),
        format!("(?i)é{}", "[é-ﷺ]".repeat(400)),
        format!("(?i)\\pL[{}]", "a-\\x{FFFF}".repeat(300)),
    ] {
        assert!(TopicPattern::new(&pattern).is_err());
    }
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
}

/// What a backtracking matcher would take for ever over.
#[test]
fn hostile_patterns_match_in_linear_time() {
    let name = "a".repeat(249);
    let names = [name.as_str(); 100];
    for pattern in ["(a*)*b", "(a|aa)+$b", "(a?){100}a{100}b", "(.*)(.*)(.*)(.*)(.*)(.*)(.*)b", "(x+x+)+y"] {
        assert_eq!(matched(pattern, &names), Vec::<String>::new());
    }
}

#[test]
fn a_deadline_ends_it() {
    let pattern = TopicPattern::new("a").unwrap();
    let past = Instant::now() - Duration::from_secs(1);
    assert_eq!(matches(&[pattern], &["a".to_owned()], past), Err(DeadlineError));
}
