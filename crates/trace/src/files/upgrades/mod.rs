//! Opens files of earlier versions: each file here brings one version to the next.
//!
//! Records need none of it so far: what version 1 wrote means the same in version 2. Only the JSON form has other words.

pub(super) mod version_1;

/// The versions that are read; the last is the one that is written.
pub(super) const VERSIONS: std::ops::RangeInclusive<u32> = 1..=taskscope_format::VERSION;
