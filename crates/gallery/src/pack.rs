//! A pack: the file with all that the page fetches of one demo.
//!
//! It is packed with gzip, in the file itself, so that its size does not depend on the host. Unpacked it has the length of its
//! head as four bytes, the least first; the head, in JSON; and the bytes that ranges in the head count:
//!
//! ```text
//! {"slug": "futurelock", "demo": [0, 4000], "variants": {"bad": {"run": [4000, 9000], "picture": "<svg …>", "told": "…"}}}
//! ```
//!
//! `demo` is what [`crate::learn`] takes. `run` is the recorded run of a variant, `null` where there is none.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{Read as _, Write as _};
use std::ops::Range;

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};

/// All that the page fetches of one demo.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pack {
    /// The demo's slug.
    pub slug: String,
    /// The demo as data.
    pub demo: Vec<u8>,
    /// What there is of each variant, by its name.
    pub variants: BTreeMap<String, PackedVariant>,
}

/// What a pack has of one variant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackedVariant {
    /// Its run at default knobs, as bytes; `None` where no two runs are the same.
    pub run: Option<Vec<u8>>,
    /// The picture of that run, as HTML; in packs of pictures alone.
    pub picture: String,
    /// That run told in sentences.
    pub told: String,
}

/// Why a file is no pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackFault {
    /// It is not packed with gzip, or cut off.
    Packing,
    /// It unpacks to more than any demo has.
    TooLarge,
    /// Its head is damaged.
    Head,
    /// Its head speaks of bytes that it does not have.
    Range,
}

impl fmt::Display for PackFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Packing => {
                "the pack is damaged: it can't be unpacked; write it again with `taskscope site`"
            }
            Self::TooLarge => "the pack is larger than any demo; write it again with `taskscope site`",
            Self::Head => "the pack's head is damaged; write it again with `taskscope site`",
            Self::Range => "the pack is shorter than its head says; write it again with `taskscope site`",
        })
    }
}

impl std::error::Error for PackFault {}

/// The most bytes that a pack may unpack to.
const LARGEST: u64 = 64 << 20;

/// The bytes of the head's length.
const LENGTH: usize = 4;

#[derive(Serialize, Deserialize)]
struct Head {
    slug: String,
    demo: [usize; 2],
    variants: BTreeMap<String, VariantHead>,
}

#[derive(Serialize, Deserialize)]
struct VariantHead {
    run: Option<[usize; 2]>,
    picture: String,
    told: String,
}

impl Pack {
    /// The bytes of the file.
    ///
    /// # Panics
    /// If the head is longer than four gigabytes.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut add = |part: &[u8]| {
            let from = bytes.len();
            bytes.extend_from_slice(part);
            [from, bytes.len()]
        };
        let demo = add(&self.demo);
        let variants = self.variants.iter().map(|(name, variant)| {
            let PackedVariant { run, picture, told } = variant.clone();
            (name.clone(), VariantHead { run: run.as_deref().map(&mut add), picture, told })
        });
        let head = Head { slug: self.slug.clone(), demo, variants: variants.collect() };
        let head = serde_json::to_vec(&head).expect("texts and numbers can be written");
        let length = u32::try_from(head.len()).expect("a head is short").to_le_bytes();
        let mut packed = GzEncoder::new(Vec::new(), Compression::best());
        let written = [&length[..], &head, &bytes].into_iter().try_for_each(|part| packed.write_all(part));
        written.and_then(|()| packed.finish()).expect("a list in memory takes everything")
    }

    /// Reads the bytes of a file.
    ///
    /// # Errors
    /// If it is no pack.
    pub fn read(file: &[u8]) -> Result<Self, PackFault> {
        let mut all = Vec::new();
        let unpacked = GzDecoder::new(file).take(LARGEST + 1).read_to_end(&mut all);
        if unpacked.map_err(|_| PackFault::Packing)? as u64 > LARGEST {
            return Err(PackFault::TooLarge);
        }
        let (length, rest) = all.split_first_chunk::<LENGTH>().ok_or(PackFault::Head)?;
        let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| PackFault::Head)?;
        let (head, bytes) = rest.split_at_checked(length).ok_or(PackFault::Head)?;
        let head: Head = serde_json::from_slice(head).map_err(|_| PackFault::Head)?;
        let part = |[from, to]: [usize; 2]| {
            let part = bytes.get(Range { start: from, end: to });
            part.map(<[u8]>::to_vec).ok_or(PackFault::Range)
        };
        let variants = head.variants.into_iter().map(|(name, variant)| {
            let VariantHead { run, picture, told } = variant;
            Ok((name, PackedVariant { run: run.map(part).transpose()?, picture, told }))
        });
        Ok(Self { slug: head.slug, demo: part(head.demo)?, variants: variants.collect::<Result<_, _>>()? })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pack() -> Pack {
        let variant = |run: Option<&[u8]>| PackedVariant {
            run: run.map(<[u8]>::to_vec),
            picture: "<svg/>".to_owned(),
            told: "It “ends”.".to_owned(),
        };
        let variants = [("bad", variant(Some(&[1, 2, 3]))), ("fixed", variant(None))];
        let variants = variants.map(|(name, variant)| (name.to_owned(), variant));
        Pack { slug: "counting".to_owned(), demo: b"what is said".to_vec(), variants: variants.into() }
    }

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::best());
        packed.write_all(bytes).expect("a list takes everything");
        packed.finish().expect("a list takes everything")
    }

    #[test]
    fn a_pack_is_read_as_it_was_written() {
        assert_eq!(Pack::read(&pack().write()), Ok(pack()));
        assert_eq!(Pack::read(&Pack::default().write()), Ok(Pack::default()));
    }

    #[test]
    fn the_same_pack_has_the_same_bytes() {
        assert_eq!(pack().write(), pack().write());
    }

    #[test]
    fn what_is_no_pack_is_refused_with_the_reason() {
        assert_eq!(Pack::read(b"<!doctype html>"), Err(PackFault::Packing));
        let file = pack().write();
        assert_eq!(Pack::read(&file[..file.len() - 9]), Err(PackFault::Packing));
        assert_eq!(Pack::read(&packed(b"abc")), Err(PackFault::Head));
        assert_eq!(Pack::read(&packed(&[0xff; 40])), Err(PackFault::Head));
        let head = br#"{"slug":"a","demo":[0,9],"variants":{}}"#;
        let short = [&[39, 0, 0, 0], &head[..], b"bytes"].concat();
        assert_eq!(Pack::read(&packed(&short)), Err(PackFault::Range));
        let backwards = br#"{"slug":"a","demo":[4,1],"variants":{}}"#;
        let backwards = [&[39, 0, 0, 0], &backwards[..], b"bytes"].concat();
        assert_eq!(Pack::read(&packed(&backwards)), Err(PackFault::Range));
    }

    proptest! {
        #[test]
        fn damage_never_panics(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
            let mut file = pack().write();
            let at = at.index(file.len());
            file[at] = byte;
            if let Ok(read) = Pack::read(&file) {
                // What gzip does not check is its own header.
                prop_assert_eq!(read, pack());
            }
        }

        #[test]
        fn damage_inside_never_panics(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
            let mut all = Vec::new();
            GzDecoder::new(&*pack().write()).read_to_end(&mut all).expect("it was packed");
            let at = at.index(all.len());
            all[at] = byte;
            prop_assert!(Pack::read(&packed(&all)).map_or(true, |read| read.variants.len() <= 2));
        }
    }
}
