//! What an answer to Produce (one topic, one partition, a version without tagged fields) says.
//!
//! ```text
//! size 4 · correlation id 4 · topics 4 · name 2 + n · partitions 4 · partition 4 · error code 2 · …
//! ```

const CORRELATION_ID: usize = 4;
const NAME_LENGTH: usize = 12;
/// From the end of the name.
const ERROR_CODE: usize = 8;

/// UNKNOWN_TOPIC_OR_PARTITION and NOT_LEADER_OR_FOLLOWER: what a partition answers that was created a moment ago.
const NOT_THERE_YET: [i16; 2] = [3, 6];

#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    Acknowledged,
    NotThereYet,
    /// Why the measurement is worth nothing.
    Refused(String),
}

/// `frame` begins with its size.
pub fn judge(frame: &[u8], correlation_id: i32) -> Verdict {
    match (int32_at(frame, CORRELATION_ID), error_code(frame)) {
        (Some(id), _) if id != correlation_id => {
            Verdict::Refused(format!("request {correlation_id} got the answer of request {id}"))
        }
        (_, Some(0)) => Verdict::Acknowledged,
        (_, Some(code)) if NOT_THERE_YET.contains(&code) => Verdict::NotThereYet,
        (_, Some(code)) => Verdict::Refused(format!("a produce request was refused with code {code}")),
        (_, None) => Verdict::Refused("the answer to a produce request is cut off".to_owned()),
    }
}

/// How many bytes the frame has whose start this is, its size included, once that much has come.
pub fn frame_length(start: &[u8]) -> Option<usize> {
    usize::try_from(int32_at(start, 0)?).ok()?.checked_add(4)
}

pub fn int32_at(bytes: &[u8], position: usize) -> Option<i32> {
    bytes.get(position..)?.first_chunk().map(|raw| i32::from_be_bytes(*raw))
}

fn int16_at(bytes: &[u8], position: usize) -> Option<i16> {
    bytes.get(position..)?.first_chunk().map(|raw| i16::from_be_bytes(*raw))
}

fn error_code(frame: &[u8]) -> Option<i16> {
    let name_length = usize::try_from(int16_at(frame, NAME_LENGTH)?).ok()?;
    int16_at(frame, NAME_LENGTH + 2 + name_length + ERROR_CODE)
}

#[cfg(test)]
mod tests {
    use super::{Verdict, frame_length, judge};

    fn answer(correlation_id: i32, error_code: i16) -> Vec<u8> {
        let mut body = Vec::new();
        body.extend(correlation_id.to_be_bytes());
        body.extend([0, 0, 0, 1, 0, 3, b'a', b'b', b'c', 0, 0, 0, 1, 0, 0, 0, 9]);
        body.extend(error_code.to_be_bytes());
        body.extend([0; 28]); // base offset, append time, log start offset, throttle time
        [&u32::try_from(body.len()).unwrap().to_be_bytes()[..], &body].concat()
    }

    fn refused(why: &str) -> Verdict {
        Verdict::Refused(why.to_owned())
    }

    #[test]
    fn an_answer_is_an_acknowledgement_or_says_why_not() {
        assert_eq!(judge(&answer(9, 0), 9), Verdict::Acknowledged);
        assert_eq!(judge(&answer(9, 3), 9), Verdict::NotThereYet);
        assert_eq!(judge(&answer(9, 6), 9), Verdict::NotThereYet);
        assert_eq!(judge(&answer(9, 56), 9), refused("a produce request was refused with code 56"));
        assert_eq!(judge(&answer(8, 0), 9), refused("request 9 got the answer of request 8"));
        assert_eq!(judge(&answer(9, 0)[..26], 9), refused("the answer to a produce request is cut off"));
    }

    #[test]
    fn a_frame_tells_its_length() {
        let frame = answer(9, 0);
        assert_eq!(frame_length(&frame[..4]), Some(frame.len()));
        assert_eq!(frame_length(&frame[..3]), None);
    }
}
