//! The requests that the producers send round and round, each with its size in front.

use std::io::{Error, ErrorKind};
use std::ops::Range;

use crate::answer::int32_at;

/// Within its frame, after api key and version.
const CORRELATION_ID: usize = 8;

pub struct Request<'a> {
    pub frame: &'a [u8],
    pub correlation_id: i32,
}

/// At least one.
#[derive(Debug)]
pub struct Requests {
    bytes: Vec<u8>,
    frames: Vec<(Range<usize>, i32)>,
}

impl Requests {
    pub fn split(bytes: Vec<u8>) -> Result<Requests, Error> {
        let mut frames = Vec::new();
        let mut rest = bytes.as_slice();
        while !rest.is_empty() {
            let start = bytes.len() - rest.len();
            let (frame, after) = first_frame(rest).ok_or_else(|| invalid("a request is cut off"))?;
            let id = int32_at(frame, CORRELATION_ID).ok_or_else(|| invalid("a request has no header"))?;
            frames.push((start..start + frame.len(), id));
            rest = after;
        }
        if frames.is_empty() {
            return Err(invalid("there are no requests"));
        }
        Ok(Requests { bytes, frames })
    }

    pub fn count(&self) -> usize {
        self.frames.len()
    }

    /// `turn` counts on past the last one.
    pub fn at(&self, turn: usize) -> Option<Request<'_>> {
        let (range, correlation_id) = self.frames.get(turn % self.frames.len())?;
        let frame = self.bytes.get(range.clone())?;
        Some(Request { frame, correlation_id: *correlation_id })
    }
}

fn first_frame(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let size = usize::try_from(int32_at(bytes, 0)?).ok()?;
    bytes.split_at_checked(size.checked_add(4)?)
}

fn invalid(what: &str) -> Error {
    Error::new(ErrorKind::InvalidInput, what)
}

#[cfg(test)]
mod tests {
    use super::Requests;

    fn request(correlation_id: i32, body: &[u8]) -> Vec<u8> {
        let size = i32::try_from(8 + body.len()).unwrap();
        [&size.to_be_bytes()[..], &[0, 0, 0, 7], &correlation_id.to_be_bytes(), body].concat()
    }

    #[test]
    fn they_are_told_apart_and_come_round() {
        let (one, two) = (request(5, b"one"), request(6, b"number two"));
        let requests = Requests::split([one.clone(), two.clone()].concat()).unwrap();
        assert_eq!(requests.count(), 2);
        let turns = [0, 1, 2].map(|turn| requests.at(turn).unwrap());
        assert_eq!(turns.each_ref().map(|request| request.frame), [&one[..], &two, &one]);
        assert_eq!(turns.map(|request| request.correlation_id), [5, 6, 5]);
    }

    #[test]
    fn what_are_none_is_refused() {
        let refused = |bytes: Vec<u8>| Requests::split(bytes).unwrap_err().to_string();
        assert_eq!(refused(Vec::new()), "there are no requests");
        let cut = request(5, b"one");
        assert_eq!(refused(cut[..cut.len() - 1].to_vec()), "a request is cut off");
        assert_eq!(refused(vec![0xff; 4]), "a request is cut off");
        assert_eq!(refused(vec![0, 0, 0, 2, 0, 0]), "a request has no header");
    }
}
