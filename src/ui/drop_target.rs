//! A file that is held over the page can be dropped anywhere in it.

use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, DragEvent, Element, Event, File, Node};
use yew::Callback;

use crate::page::{Listener, as_kind};

/// Listens to files over an element: `on_held` is told whether one is there, and what is dropped is opened.
pub(super) fn listeners(root: &Element, on_held: &Callback<bool>, open: Callback<File>) -> [Listener; 3] {
    let told = on_held.clone();
    let over = Listener::new(root, "dragover", move |event| {
        if carried(&event).is_some_and(|data| data.types().includes(&"Files".into(), 0)) {
            event.prevent_default();
            told.emit(true);
        }
    });
    let (told, inside) = (on_held.clone(), root.clone());
    let leave = Listener::new(root, "dragleave", move |event| {
        let to = as_kind::<DragEvent>(&event, "DragEvent").and_then(|event| event.related_target());
        let to = to.and_then(|to| to.dyn_into::<Node>().ok());
        told.emit(to.is_some_and(|to| inside.contains(Some(&to))));
    });
    let told = on_held.clone();
    let drop = Listener::new(root, "drop", move |event| {
        event.prevent_default();
        told.emit(false);
        if let Some(file) = carried(&event).and_then(|data| data.files()).and_then(|files| files.get(0)) {
            open.emit(file);
        }
    });
    [over, leave, drop]
}

fn carried(event: &Event) -> Option<DataTransfer> {
    as_kind::<DragEvent>(event, "DragEvent")?.data_transfer()
}
