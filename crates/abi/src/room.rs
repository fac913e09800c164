//! Room in the module's memory for bytes that the host writes.

/// How many bytes the host can hand over at once: 64 MiB.
pub const MOST_BYTES: u32 = 64 << 20;

/// The room: at most one at a time, used up by whoever takes the bytes.
#[derive(Debug, Default)]
pub struct Room(Vec<u8>);

impl Room {
    /// Makes room for so many bytes, instead of what there was; an empty slice if that is more than [`MOST_BYTES`].
    pub fn make(&mut self, length: u32) -> &mut [u8] {
        self.0.clear();
        if length <= MOST_BYTES {
            self.0.resize(length as usize, 0);
        }
        &mut self.0
    }

    /// Takes the first bytes of the room, and no more than there are.
    #[must_use]
    pub fn take(&mut self, length: u32) -> Vec<u8> {
        let mut bytes = std::mem::take(&mut self.0);
        bytes.truncate(length as usize);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_taken_once_and_no_more_than_there_are() {
        let mut room = Room::default();
        room.make(5).copy_from_slice(b"hello");
        assert_eq!(room.take(3), b"hel");
        assert_eq!(room.take(3), b"");
        room.make(2).copy_from_slice(b"hi");
        assert_eq!(room.take(u32::MAX), b"hi");
        assert!(room.make(u32::MAX).is_empty());
    }
}
