//! What each resource of a trace is, and which of its kind: people count mutexes apart from channels.

use taskscope_format::{ResourceId, ResourceKind};

use super::Table;

/// The kinds and numbers of a growing trace's resources.
#[derive(Debug, Default)]
pub(super) struct ResourceNumbers {
    resources: Table<ResourceId, (ResourceKind, u32)>,
    /// How many there are of each kind so far.
    of_kind: Vec<(ResourceKind, u32)>,
}

impl ResourceNumbers {
    /// One that is made again, because events before it were dropped, keeps its number.
    pub(super) fn add(&mut self, resource: ResourceId, kind: ResourceKind) {
        if self.get(resource).is_none() {
            let number = self.next(kind);
            self.resources.add(resource, (kind, number));
        }
    }

    /// What a resource is, and which of its kind, counted from 1.
    pub(super) fn get(&self, resource: ResourceId) -> Option<&(ResourceKind, u32)> {
        self.resources.get(resource)
    }

    fn next(&mut self, kind: ResourceKind) -> u32 {
        if let Some((_, count)) = self.of_kind.iter_mut().find(|(of, _)| *of == kind) {
            *count += 1;
            return *count;
        }
        self.of_kind.push((kind, 1));
        1
    }
}
