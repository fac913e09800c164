//! The module of the page's jobs: it reads files, also those of other tools, and writes exports, in a worker that the page
//! starts for one of them (`src/page/job.rs`). The page's own module has none of this.
#![forbid(unsafe_code)]
#![warn(clippy::allow_attributes_without_reason)]

use js_sys::{Array, Error, Uint32Array};
use taskscope_session::{EXPORTS, Range, Writer, read_file};
use taskscope_tell::{Language, choose};
use taskscope_trace::files::{Origin, words_of};
use taskscope_trace::{AxisKind, Run, Step};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Sets the language of what is written and of what is said about files.
///
/// # Errors
/// If its messages are not those of this version.
#[wasm_bindgen]
pub fn speak(tag: String, packed: String) -> Result<(), JsValue> {
    let language = Language::read(tag.into(), packed.into()).map_err(|fault| Error::new(&fault))?;
    choose(Some(language));
    Ok(())
}

/// Reads a file: the words of its trace, and what it is of, as [`Origin::fields`] has it.
///
/// # Errors
/// A sentence on what is wrong with the file, and where.
#[wasm_bindgen]
pub fn read_trace(name: &str, bytes: &[u8]) -> Result<Array, JsValue> {
    let (trace, origin) = read_file(name, bytes)?;
    let fields: Array = origin.fields().into_iter().map(JsValue::from).collect();
    Ok(Array::of2(&Uint32Array::from(words_of(&trace).as_slice()), &fields))
}

/// Writes the whole run, or what is between two steps that differ. `origin` is what [`Origin::fields`] has, `key` that
/// of an [`Export`](taskscope_session::Export), `axis` and `title` are those of a picture.
///
/// # Errors
/// If the words are no trace or there is no such form, which cannot be: both come from the page.
#[wasm_bindgen]
pub fn write_trace(
    words: &[u32],
    origin: Vec<String>,
    title: String,
    axis: &str,
    key: &str,
    from: usize,
    to: usize,
) -> Result<Vec<u8>, JsValue> {
    let mut run = Run::default();
    run.append(words).map_err(|fault| JsValue::from(fault.to_string()))?;
    let export = EXPORTS.iter().find(|export| export.key == key);
    let form = export.ok_or_else(|| JsValue::from("there is no such form of file"))?.form;
    let axis = AxisKind::from_key(axis).unwrap_or_default();
    let writer = Writer { run: &run, origin: Origin::of_fields(origin), title, axis };
    let part = Range::between(Step(from), Step(to)).and_then(|range| writer.write_part(form, range));
    Ok(part.unwrap_or_else(|| writer.write(form)))
}
