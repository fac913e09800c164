//! Whatever is in a file, it is read or refused.
