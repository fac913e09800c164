//! Makes one script of the element and the module's glue, so that a page has one file to name and one hash to write: the
//! script carries the hashes of what it fetches.

use std::{fs, path::Path};

use anyhow::{Context as _, Result, ensure};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha384};

use crate::{
    imports::{self, Linked},
    modules::JOBS,
    order,
};

/// What the glue belongs to.
const MODULE: &str = "taskscope_bg.wasm";
/// Where the element's source finds the glue while it is a file of its own, and what stands there in the bundle.
const GLUE: [&str; 2] =
    ["const glue = new URL('./taskscope.js', import.meta.url).href;", "const glue = import.meta.url;"];
/// Where the hashes go.
const HASHES: &str = "const integrity = {};";

/// What has become of the scripts.
pub(crate) struct Bundle {
    /// The hash of the one script, as an `integrity` attribute has it.
    pub(crate) hash: String,
    /// The glue by itself, as it goes with the module.
    pub(crate) glue: String,
}

/// Bundles the scripts in a folder.
pub(crate) fn bundle(folder: &Path) -> Result<Bundle> {
    let read = |name: &str| fs::read(folder.join(name)).with_context(|| format!("{name} is not in the site"));
    let text = |name: &str| Ok::<_, anyhow::Error>(String::from_utf8(read(name)?)?);
    let packed = |name: &str| {
        let wasm = order::by_name(&read(&format!("{name}_bg.wasm"))?)?;
        imports::shortened(Linked { wasm, glue: text(&format!("{name}.js"))? })
    };
    let Linked { wasm: module, glue } = packed("taskscope")?;
    let jobs = packed(JOBS.name)?;
    fs::write(folder.join(format!("{}_bg.wasm", JOBS.name)), jobs.wasm)?;
    fs::write(folder.join(format!("{}.js", JOBS.name)), jobs.glue)?;
    let (wasm, sheet) = (hash(&module), hash(&read("task-scope.css")?));
    let script = joined(&text("task-scope.js")?, &glue, [&wasm, &sheet])?;
    let whole = hash(script.as_bytes());
    fs::write(folder.join(MODULE), module)?;
    fs::write(folder.join("task-scope.js"), script)?;
    fs::remove_file(folder.join("taskscope.js"))?;
    let list = format!(
        "{{\n  \"task-scope.js\": \"{whole}\",\n  \"{MODULE}\": \"{wasm}\",\n  \"task-scope.css\": \"{sheet}\"\n}}\n"
    );
    fs::write(folder.join("integrity.json"), list)?;
    Ok(Bundle { hash: whole, glue })
}

/// One script of both: the element stands in a block, so that its names are no names of the glue.
fn joined(element: &str, glue: &str, [wasm, sheet]: [&str; 2]) -> Result<String> {
    for needed in [GLUE[0], HASHES] {
        ensure!(
            element.contains(needed),
            "www/task-scope.js has no line `{needed}` to put the bundle's own in"
        );
    }
    let hashes = format!("const integrity = {{ wasm: '{wasm}', sheet: '{sheet}' }};");
    let element = element.replace(GLUE[0], GLUE[1]).replace(HASHES, &hashes);
    Ok(format!("{glue}\n{{\n{element}}}\n"))
}

fn hash(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundle_names_itself_and_carries_the_hashes() {
        let element = format!("// About it.\n{}\n{HASHES}\n/* Why. */ const wasm = 1;\n", GLUE[0]);
        let script = joined(&element, "let wasm;\nexport { wasm };\n", ["a", "b"]).unwrap();
        assert_eq!(
            script,
            "let wasm;\nexport { wasm };\n\n{\n// About it.\nconst glue = import.meta.url;\n\
             const integrity = { wasm: 'a', sheet: 'b' };\n/* Why. */ const wasm = 1;\n}\n"
        );
        assert!(joined("no such line", "", ["a", "b"]).is_err());
    }

    #[test]
    fn hashes_are_as_browsers_have_them() {
        let empty = "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb";
        assert_eq!(hash(b""), empty);
    }
}
