//! What is simulated outside the executor, and when it will be heard of: threads and transfers on the virtual clock.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::core::Core;
use crate::outside::Outside;
use crate::Micros;

/// Where news comes from: what kind of thing, and which one.
pub(crate) type Source = (&'static str, u32);

/// What is to arrive: whence, and what its arrival does.
struct News {
    source: Source,
    take: Box<dyn FnOnce(&Core)>,
}

/// All that is to arrive, by its time; the number keeps the order of what is due at once.
#[derive(Default)]
pub(crate) struct Due {
    news: RefCell<BTreeMap<(Micros, u64), News>>,
    scheduled: Cell<u64>,
}

impl Due {
    /// Calls `take` at a time, as soon as the executor looks.
    pub(crate) fn schedule(
        &self,
        core: &Core,
        at: Micros,
        source: Source,
        take: impl FnOnce(&Core) + 'static,
    ) {
        let number = self.scheduled.replace(self.scheduled.get() + 1);
        self.news.borrow_mut().insert((at, number), News { source, take: Box::new(take) });
        self.set_next(core);
    }

    /// Lets what comes from a source no longer arrive.
    pub(crate) fn forget(&self, core: &Core, source: Source) {
        let (gone, kept) = self.news.take().into_iter().partition(|(_, news)| news.source == source);
        self.news.replace(kept);
        self.set_next(core);
        // Without a borrow: what it holds may be the last of its kind.
        drop::<BTreeMap<_, _>>(gone);
    }

    fn set_next(&self, core: &Core) {
        let next = self.news.borrow().first_key_value().map(|(&(at, _), _)| at);
        core.set_other_due(next);
    }

    fn next(&self, now: Micros) -> Option<News> {
        let mut news = self.news.borrow_mut();
        let first = news.first_entry().filter(|first| first.key().0 <= now)?;
        Some(first.remove())
    }
}

impl Outside<Core> for Due {
    fn take_due(&self, core: &Core, now: Micros) {
        while let Some(news) = self.next(now) {
            self.set_next(core);
            (news.take)(core);
        }
    }

    fn into_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}
