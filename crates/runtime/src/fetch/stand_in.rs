//! What serves files on the virtual clock.

use super::fetches::Fetches;
use super::host::Arrival;
use super::site_file::Served;

use crate::core::Core;
use crate::due::Due;
use crate::{Micros, ResourceId};

/// What a server says that has the file.
const OK: u16 = 200;

impl Fetches {
    /// Schedules what a server would send: the answer after its latency, the parts in equal distances, the last of them
    /// with the end.
    pub(super) fn stand_in(core: &Core, id: ResourceId, file: Served<'_>) {
        let answered = core.fresh_now().after(file.latency);
        let length = u32::try_from(file.bytes.len()).ok();
        Self::schedule(core, answered, id, Arrival::Answer { status: OK, length });
        let size = file.bytes.len().div_ceil(file.chunks as usize).max(1);
        let mut at = answered;
        let parts = file.bytes.chunks(size);
        let count = u32::try_from(parts.len()).unwrap_or(u32::MAX);
        for (number, part) in (1..).zip(parts) {
            at = answered.after(file.duration * number / count.max(1));
            Self::schedule(core, at, id, Arrival::Chunk(part.to_vec()));
        }
        Self::schedule(core, at, id, Arrival::End(Ok(())));
    }

    fn schedule(core: &Core, at: Micros, id: ResourceId, arrival: Arrival) {
        let take = move |core: &Core| core.outside::<Self>().take_arrival(core, id, arrival);
        core.outside::<Due>().schedule(core, at, Self::source(id), take);
    }
}
