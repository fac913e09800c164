//! Makes scripts as small as they can be, in their places: `taskscope-minify FILE …`. Each is a module, of which nothing but its
//! exports has a name that others know.

use std::{env, fs};

use anyhow::{Context as _, Result, bail};
use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_minifier::{CompressOptions, MangleOptions, Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;

fn main() -> Result<()> {
    for path in env::args_os().skip(1) {
        let name = path.display();
        let script = fs::read_to_string(&path).with_context(|| format!("cannot read {name}"))?;
        let small = minified(&script).with_context(|| format!("{name} can't be made smaller"))?;
        fs::write(&path, small).with_context(|| format!("cannot write {name}"))?;
    }
    Ok(())
}

/// A module's text that does the same.
fn minified(script: &str) -> Result<String> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, script, SourceType::mjs()).parse();
    if let Some(error) = parsed.errors.first() {
        bail!("it is no module of JavaScript: {error}");
    }
    let mut program = parsed.program;
    let options = MinifierOptions {
        mangle: Some(MangleOptions { top_level: true, ..MangleOptions::default() }),
        compress: Some(CompressOptions::default()),
    };
    let small = Minifier::new(options).build(&allocator, &mut program);
    let printer = Codegen::new().with_options(CodegenOptions::minify()).with_scoping(small.scoping);
    Ok(printer.build(&program).code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_others_know_stay() {
        let script = "// About it.\nconst shared = {};\nexport function show(element) {\n  shared.last = element;\n  return shared;\n}\n";
        let small = minified(script).expect("it is a module");
        assert!(small.len() < script.len() * 2 / 3, "{small}");
        assert!(small.contains("export function show(") && small.contains(".last="), "{small}");
        assert!(!small.contains("shared") && !small.contains("About"), "{small}");
    }

    #[test]
    fn what_is_no_module_is_refused() {
        let error = minified("const = 1;").expect_err("it lacks a name").to_string();
        assert!(error.starts_with("it is no module of JavaScript: "), "{error}");
    }
}
