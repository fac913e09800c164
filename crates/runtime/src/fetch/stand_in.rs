//! What serves files on the virtual clock.

use super::site_file::Served;
use super::transfer::Arrival;
use crate::core::Core;
use crate::due::News;
use crate::ResourceId;

/// What a server says that has the file.
const OK: u16 = 200;

impl Core {
    /// Schedules what a server would send: the answer after its latency, the parts in equal distances, the last of them
    /// with the end.
    pub(super) fn stand_in(&self, id: ResourceId, file: Served<'_>) {
        let answered = self.fresh_now().after(file.latency);
        let length = u32::try_from(file.bytes.len()).ok();
        self.schedule(answered, News::Fetch(id, Arrival::Answer { status: OK, length }));
        let size = file.bytes.len().div_ceil(file.chunks as usize).max(1);
        let mut at = answered;
        let parts = file.bytes.chunks(size);
        let count = u32::try_from(parts.len()).unwrap_or(u32::MAX);
        for (number, part) in (1..).zip(parts) {
            at = answered.after(file.duration * number / count.max(1));
            self.schedule(at, News::Fetch(id, Arrival::Chunk(part.to_vec())));
        }
        self.schedule(at, News::Fetch(id, Arrival::End(Ok(()))));
    }
}
