//! What can be sent to a thread and back: values that are copied as bytes, because threads share no memory.

use std::time::Duration;

/// A value that can be sent to a thread, and from there.
///
/// ```
/// # use taskscope_runtime::thread::Message;
/// let mut bytes = Vec::new();
/// (7_u32, "seven".to_owned()).write(&mut bytes);
/// assert_eq!(<(u32, String)>::read(&mut &bytes[..]), Some((7, "seven".to_owned())));
/// ```
pub trait Message: Sized + 'static {
    /// Appends its bytes.
    fn write(&self, bytes: &mut Vec<u8>);

    /// Takes a value from the front of some bytes; `None` if they hold none.
    fn read(bytes: &mut &[u8]) -> Option<Self>;
}

/// The bytes of a message.
pub(super) fn bytes_of(message: &impl Message) -> Vec<u8> {
    let mut bytes = Vec::new();
    message.write(&mut bytes);
    bytes
}

/// The message in bytes that are one.
pub(super) fn message_in<M: Message>(mut bytes: &[u8]) -> M {
    M::read(&mut bytes).expect("both sides are the same program, so a message is read as it was written")
}

fn take<'a>(bytes: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let taken = bytes.get(..count)?;
    *bytes = bytes.get(count..)?;
    Some(taken)
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl Message for $number {
            fn write(&self, bytes: &mut Vec<u8>) {
                bytes.extend(self.to_le_bytes());
            }

            fn read(bytes: &mut &[u8]) -> Option<Self> {
                let taken = take(bytes, std::mem::size_of::<Self>())?;
                taken.try_into().ok().map(Self::from_le_bytes)
            }
        }
    )*};
}

numbers! { u8 u16 u32 u64 i32 i64 f32 f64 }

impl Message for () {
    fn write(&self, _: &mut Vec<u8>) {}

    fn read(_: &mut &[u8]) -> Option<Self> {
        Some(())
    }
}

impl Message for Duration {
    fn write(&self, bytes: &mut Vec<u8>) {
        (self.as_secs(), self.subsec_nanos()).write(bytes);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let (seconds, nanos) = <(u64, u32)>::read(bytes)?;
        // More nanoseconds than a second has may be too many.
        (nanos < 1_000_000_000).then(|| Self::new(seconds, nanos))
    }
}

impl Message for bool {
    fn write(&self, bytes: &mut Vec<u8>) {
        bytes.push(u8::from(*self));
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        match u8::read(bytes)? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Message for String {
    fn write(&self, bytes: &mut Vec<u8>) {
        write_len(self.len(), bytes);
        bytes.extend(self.as_bytes());
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let len = usize::try_from(u32::read(bytes)?).ok()?;
        take(bytes, len).and_then(|text| Self::from_utf8(text.to_vec()).ok())
    }
}

impl<M: Message> Message for Vec<M> {
    fn write(&self, bytes: &mut Vec<u8>) {
        write_len(self.len(), bytes);
        for message in self {
            message.write(bytes);
        }
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let len = u32::read(bytes)?;
        (0..len).map(|_| M::read(bytes)).collect()
    }
}

impl<M: Message> Message for Option<M> {
    fn write(&self, bytes: &mut Vec<u8>) {
        self.is_some().write(bytes);
        if let Some(message) = self {
            message.write(bytes);
        }
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        if bool::read(bytes)? {
            M::read(bytes).map(Some)
        } else {
            Some(None)
        }
    }
}

impl<A: Message, B: Message> Message for (A, B) {
    fn write(&self, bytes: &mut Vec<u8>) {
        self.0.write(bytes);
        self.1.write(bytes);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        Some((A::read(bytes)?, B::read(bytes)?))
    }
}

impl<A: Message, B: Message, C: Message> Message for (A, B, C) {
    fn write(&self, bytes: &mut Vec<u8>) {
        self.0.write(bytes);
        self.1.write(bytes);
        self.2.write(bytes);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        Some((A::read(bytes)?, B::read(bytes)?, C::read(bytes)?))
    }
}

fn write_len(len: usize, bytes: &mut Vec<u8>) {
    u32::try_from(len).expect("a message is shorter than 4 GiB").write(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there_and_back<M: Message + PartialEq + std::fmt::Debug>(message: &M) {
        let bytes = bytes_of(message);
        assert_eq!(&message_in::<M>(&bytes), message);
        for len in 0..bytes.len() {
            assert_eq!(M::read(&mut &bytes[..len]), None, "{len} bytes of {message:?}");
        }
    }

    #[test]
    fn messages_arrive_as_they_were_sent() {
        there_and_back(&());
        there_and_back(&(true, 7_u32));
        there_and_back(&(u64::MAX, -1_i32, 0.5_f64));
        there_and_back(&Duration::MAX);
        there_and_back(&"Grüße".to_owned());
        there_and_back(&vec![Some("a".to_owned()), None]);
        there_and_back(&vec![1_u8, 2, 3]);
    }

    #[test]
    fn bytes_that_are_no_message_are_refused() {
        assert_eq!(bool::read(&mut &[2][..]), None);
        assert_eq!(Duration::read(&mut &[0xff; 12][..]), None);
        assert_eq!(String::read(&mut &[1, 0, 0, 0, 0xff][..]), None);
        assert_eq!(<Vec<u32>>::read(&mut &[0xff; 4][..]), None);
    }
}
