//! Gives a module's imports short names. Those of wasm-bindgen end in hashes, hundreds of them, which no compression
//! makes smaller, and they stand in the module and in its glue.

use anyhow::{Context as _, Result};
use wasm_encoder::reencode::{Reencode as _, RoundtripReencoder};
use wasm_encoder::{ImportSection, Module, RawSection};
use wasmparser::{Parser, Payload};

/// A module, and its glue.
pub(crate) struct Linked {
    pub(crate) wasm: Vec<u8>,
    pub(crate) glue: String,
}

/// The same two with short names.
///
/// # Errors
/// What is no module.
pub(crate) fn shortened(Linked { wasm, glue }: Linked) -> Result<Linked> {
    let mut module = Module::new();
    let mut names = Vec::new();
    for payload in Parser::new(0).parse_all(&wasm) {
        let payload = payload.context("the module can't be read")?;
        if let Payload::ImportSection(imports) = payload {
            let mut section = ImportSection::new();
            for import in imports.into_imports() {
                let import = import?;
                let name = if is_hashed(import.name) { short(names.len()) } else { import.name.to_owned() };
                section.import(import.module, &name, RoundtripReencoder.entity_type(import.ty)?);
                names.push((import.name, name));
            }
            module.section(&section);
        } else if let Some((id, range)) = payload.as_section() {
            let data = wasm.get(range).context("a section is longer than the module")?;
            module.section(&RawSection { id, data });
        }
    }
    let glue = names.iter().fold(glue, |glue, (long, short)| glue.replace(long, short));
    Ok(Linked { wasm: module.finish(), glue })
}

/// Whether a name ends in a hash, so that it is part of no other name.
fn is_hashed(name: &str) -> bool {
    let hash = name.rsplit('_').next().unwrap_or_default();
    hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A name that the glue has nowhere else.
fn short(number: usize) -> String {
    format!("_{number}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{EntityType, TypeSection};

    const LONG: &str = "__wbg_append_0123456789abcdef";

    #[test]
    fn only_hashed_names_become_short_in_both_files() {
        let glue = format!("{LONG}: function(arg0) {{}}, __wbindgen_init: function() {{}}");
        let linked = shortened(Linked { wasm: module(), glue }).unwrap();
        assert_eq!(linked.glue, "_0: function(arg0) {}, __wbindgen_init: function() {}");
        let names = |wasm: &[u8]| -> Vec<String> {
            let mut names = Vec::new();
            for payload in Parser::new(0).parse_all(wasm) {
                if let Payload::ImportSection(imports) = payload.unwrap() {
                    names.extend(imports.into_imports().map(|import| import.unwrap().name.to_owned()));
                }
            }
            names
        };
        assert_eq!(names(&module()), [LONG, "__wbindgen_init"]);
        assert_eq!(names(&linked.wasm), ["_0", "__wbindgen_init"]);
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(shortened(Linked { wasm: b"no module".to_vec(), glue: String::new() }).is_err());
    }

    fn module() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("./glue.js", LONG, EntityType::Function(0));
        imports.import("./glue.js", "__wbindgen_init", EntityType::Function(0));
        let mut module = Module::new();
        module.section(&types).section(&imports);
        module.finish()
    }
}
