//! Kafka's uuid: 16 bytes, written as 22 characters of base64url without padding.
//! Topics, directories and incarnations are named by it, on the wire and in files.

use std::fmt;
use std::str::FromStr;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const CHARACTERS: usize = 22;

#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Uuid(pub [u8; 16]);

impl Uuid {
    /// Stands for "no id" on the wire.
    pub const ZERO: Uuid = Uuid([0; 16]);

    pub fn is_zero(&self) -> bool {
        *self == Uuid::ZERO
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = u128::from_be_bytes(self.0);
        let mut text = String::with_capacity(CHARACTERS);
        for index in 0..CHARACTERS {
            // 128 bits from the top, six at a time; the last character carries the two bits that are left.
            let shifted = if index < CHARACTERS - 1 { number >> (122 - 6 * index) } else { number << 4 };
            let digit = ALPHABET.get((shifted & 0x3f) as usize).copied().unwrap_or_default();
            text.push(char::from(digit));
        }
        formatter.pad(&text)
    }
}

impl fmt::Debug for Uuid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a uuid of 22 base64url characters")]
pub struct ParseUuidError;

impl FromStr for Uuid {
    type Err = ParseUuidError;

    fn from_str(text: &str) -> Result<Self, ParseUuidError> {
        if text.len() != CHARACTERS {
            return Err(ParseUuidError);
        }
        let mut number: u128 = 0;
        for (index, character) in text.bytes().enumerate() {
            let digit = ALPHABET.iter().position(|candidate| *candidate == character).ok_or(ParseUuidError)?;
            let (bits, value) = if index < CHARACTERS - 1 { (6, digit) } else { (2, digit >> 4) };
            number = (number << bits) | value as u128;
        }
        Ok(Uuid(number.to_be_bytes()))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_texts() {
        assert_eq!(Uuid::ZERO.to_string(), "AAAAAAAAAAAAAAAAAAAAAA");
        let mut one = [0; 16];
        one[15] = 1;
        assert_eq!(Uuid(one).to_string(), "AAAAAAAAAAAAAAAAAAAAAQ");
        assert_eq!(Uuid([0xff; 16]).to_string(), "_____________________w");
    }

    #[test]
    fn refuses_what_is_no_uuid() {
        for text in ["", "AAAA", "AAAAAAAAAAAAAAAAAAAAA=", "AAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAé"] {
            assert_eq!(text.parse::<Uuid>(), Err(ParseUuidError), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn round_trip(bytes: [u8; 16]) {
            let uuid = Uuid(bytes);
            prop_assert_eq!(uuid.to_string().parse::<Uuid>(), Ok(uuid));
            prop_assert_eq!(uuid.to_string().len(), CHARACTERS);
        }
    }
}
