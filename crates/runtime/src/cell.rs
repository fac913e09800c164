//! Values that are borrowed for a moment: the `RefCell` of std, with its borrows in the trace.
//!
//! Tasks of one executor share a thread, so a `RefCell` in an `Rc` is the usual way to share a value between them. It has
//! one rule: a mutable borrow is the only borrow. Break it, and `borrow_mut` panics; this one also writes into the trace who
//! borrowed, for how long, and which borrow was refused where.

use std::cell::{BorrowError, BorrowMutError};
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::Location;

use crate::context;
use crate::record::{Access, Event, ResourceKind};
use crate::resource::Resource;
use crate::TaskId;

/// A [`std::cell::RefCell`] that records its borrows.
///
/// ```
/// use std::rc::Rc;
/// use taskscope_runtime::cell::RefCell;
/// use taskscope_runtime::{simulate, spawn};
///
/// simulate("main", async {
///     let total = Rc::new(RefCell::new(0));
///     let adding = [1, 2].map(|amount| {
///         let total = Rc::clone(&total);
///         spawn("add", async move { *total.borrow_mut() += amount })
///     });
///     for task in adding {
///         task.await.expect("no borrow is held across an await");
///     }
///     assert_eq!(*total.borrow(), 3);
/// });
/// ```
#[derive(Debug)]
pub struct RefCell<T> {
    value: std::cell::RefCell<T>,
    resource: Resource,
}

impl<T> RefCell<T> {
    /// A cell that nothing borrows.
    #[must_use]
    #[track_caller]
    pub fn new(value: T) -> Self {
        let resource = Resource::new(ResourceKind::Cell, None, Location::caller());
        Self { value: std::cell::RefCell::new(value), resource }
    }

    /// Borrows the value to read it.
    ///
    /// # Panics
    /// If the value is mutably borrowed.
    #[track_caller]
    pub fn borrow(&self) -> Ref<'_, T> {
        let Ok(value) = self.try_borrow() else { panic!("RefCell already mutably borrowed") };
        value
    }

    /// Borrows the value to change it.
    ///
    /// # Panics
    /// If the value is borrowed.
    #[track_caller]
    pub fn borrow_mut(&self) -> RefMut<'_, T> {
        let Ok(value) = self.try_borrow_mut() else { panic!("RefCell already borrowed") };
        value
    }

    /// Borrows the value to read it, unless it is mutably borrowed.
    ///
    /// # Errors
    /// If it is.
    #[track_caller]
    pub fn try_borrow(&self) -> Result<Ref<'_, T>, BorrowError> {
        match self.value.try_borrow() {
            Ok(value) => Ok(Ref { value, hold: Hold::begin(&self.resource, Access::Shared) }),
            Err(error) => {
                self.refuse(Access::Shared, Location::caller());
                Err(error)
            }
        }
    }

    /// Borrows the value to change it, unless it is borrowed.
    ///
    /// # Errors
    /// If it is.
    #[track_caller]
    pub fn try_borrow_mut(&self) -> Result<RefMut<'_, T>, BorrowMutError> {
        match self.value.try_borrow_mut() {
            Ok(value) => Ok(RefMut { value, hold: Hold::begin(&self.resource, Access::Exclusive) }),
            Err(error) => {
                self.refuse(Access::Exclusive, Location::caller());
                Err(error)
            }
        }
    }

    /// Puts another value in and gives the old one. The trace has it as a new value, which owes nothing to the old one.
    ///
    /// # Panics
    /// If the value is borrowed.
    #[track_caller]
    pub fn replace(&self, value: T) -> T {
        let Ok(mut place) = self.value.try_borrow_mut() else {
            self.refuse(Access::Exclusive, Location::caller());
            panic!("RefCell already borrowed")
        };
        let old = std::mem::replace(&mut *place, value);
        drop(place);
        context::record(|_| Event::Sent { resource: self.resource.id_here(), len: 1 });
        old
    }

    /// The value: nothing can borrow it while it is borrowed alone.
    pub fn get_mut(&mut self) -> &mut T {
        self.value.get_mut()
    }

    /// Takes the value out.
    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }

    fn refuse(&self, access: Access, location: &'static Location<'static>) {
        context::record(|core| Event::Refused {
            resource: self.resource.id_here(),
            access,
            place: core.place(location),
        });
    }
}

/// A borrow to read, until it is dropped.
#[derive(Debug)]
pub struct Ref<'a, T> {
    value: std::cell::Ref<'a, T>,
    // Dropped after the borrow has ended.
    #[allow(dead_code)]
    hold: Hold<'a>,
}

impl<T> Deref for Ref<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A borrow to change the value, until it is dropped.
#[derive(Debug)]
pub struct RefMut<'a, T> {
    value: std::cell::RefMut<'a, T>,
    // Dropped after the borrow has ended.
    #[allow(dead_code)]
    hold: Hold<'a>,
}

impl<T> Deref for RefMut<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for RefMut<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T: fmt::Display> fmt::Display for Ref<'_, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(formatter)
    }
}

impl<T: fmt::Display> fmt::Display for RefMut<'_, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(formatter)
    }
}

/// A borrow as the trace has it: from its beginning to its drop. One that is leaked, or whose stack is cut off, never ends.
#[derive(Debug)]
struct Hold<'a> {
    resource: &'a Resource,
    access: Access,
    holder: Option<TaskId>,
}

impl<'a> Hold<'a> {
    fn begin(resource: &'a Resource, access: Access) -> Self {
        let holder = context::with(|core| core.polled()).flatten();
        context::record(|core| Event::Acquired {
            resource: resource.id_here(),
            access,
            permits: 1,
            node: core.node(),
        });
        Self { resource, access, holder }
    }
}

impl Drop for Hold<'_> {
    fn drop(&mut self) {
        let (resource, access, holder) = (self.resource.id_here(), self.access, self.holder);
        context::record(|_| Event::Released { resource, access, permits: 1, holder });
    }
}
