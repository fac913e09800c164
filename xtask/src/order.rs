//! Puts a module's functions in the order of their names, and takes the names out. Compression finds what repeats only
//! within 32 KiB, and what resembles a function most are its instances for other types, which the linker strews about.
//! So functions of one name stand together, those of a trait by the trait, and instances that begin alike are neighbours.
//! Those that are the same to the byte become one.

use std::{borrow::Cow, collections::HashMap};

use anyhow::{Context as _, Result, ensure};
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{
    CodeSectionReader, CustomSectionReader, FunctionSectionReader, KnownCustom, Name, Parser, Payload,
    TypeRef,
};

/// The same module with its functions by name and without any names.
///
/// # Errors
/// What is no module, or has no names to go by.
pub(crate) fn by_name(wasm: &[u8]) -> Result<Vec<u8>> {
    let functions = functions(wasm)?;
    ensure!(
        functions.names.iter().any(|name| !name.is_empty()),
        "the module was built without the names of its functions"
    );
    let (order, imported) = (order(&functions), functions.imported);
    let mut places = vec![0; order.len()];
    for (&function, place) in order.iter().zip(imported..) {
        if let Some(slot) = places.get_mut(function) {
            *slot = place;
        }
    }
    let mut module = Ordered { imported, order, places }.written(wasm)?;
    // Functions that call what has become one can be the same in turn.
    while let Some(merged) = merged(&module)? {
        module = merged;
    }
    Ok(module)
}

/// The same module with one function of those that are the same; `None` if no two are.
fn merged(wasm: &[u8]) -> Result<Option<Vec<u8>>> {
    let Functions { imported, types, bodies, .. } = functions(wasm)?;
    let (mut order, mut places, mut first) = (Vec::new(), Vec::new(), HashMap::new());
    for (function, key) in types.iter().zip(&bodies).enumerate() {
        let next = imported + u32::try_from(order.len())?;
        let place = *first.entry(key).or_insert(next);
        if place == next {
            order.push(function);
        }
        places.push(place);
    }
    let is_any = order.len() < bodies.len();
    is_any.then(|| Ordered { imported, order, places }.written(wasm)).transpose()
}

/// Which function comes at each place.
pub(crate) fn order(Functions { names, bodies, .. }: &Functions<'_>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|&function| (names.get(function).map(|name| family(name)), bodies.get(function)));
    order
}

/// What the instances of one function have in common: its name, and that of its trait before the type.
fn family(name: &str) -> (&str, &str) {
    let is_hash = |end: &str| end.len() == 17 && end.starts_with('h');
    let name = name.rsplit_once("::").filter(|(_, end)| is_hash(end)).map_or(name, |(name, _)| name);
    name.strip_prefix('<')
        .and_then(|implementation| implementation.rsplit_once(" as "))
        .map_or((name, ""), |(of, by)| (by, of))
}

/// The functions of a module.
#[derive(Default)]
pub(crate) struct Functions<'a> {
    /// Those that are imported, which come first and keep their numbers.
    pub(crate) imported: u32,
    /// Of each other one its name, empty where it has none.
    pub(crate) names: Vec<Cow<'a, str>>,
    /// Which type it has.
    pub(crate) types: Vec<u32>,
    pub(crate) bodies: Vec<&'a [u8]>,
}

impl<'a> Functions<'a> {
    /// Takes the names in, if that is what the section has.
    fn read_names(&mut self, section: &CustomSectionReader<'a>) -> Result<()> {
        let KnownCustom::Name(subsections) = section.as_known() else { return Ok(()) };
        for subsection in subsections {
            let Name::Function(names) = subsection? else { continue };
            for naming in names {
                let naming = naming?;
                let own = naming.index.checked_sub(self.imported).map(|own| own as usize);
                if let Some(slot) = own.and_then(|own| self.names.get_mut(own)) {
                    *slot = readable(naming.name);
                }
            }
        }
        Ok(())
    }
}

/// A name as Rust spells it: wasm-bindgen has done this to its modules, and the linker leaves it to others.
fn readable(name: &str) -> Cow<'_, str> {
    rustc_demangle::try_demangle(name).map_or(name.into(), |name| name.to_string().into())
}

/// Finds the functions of a module.
pub(crate) fn functions(wasm: &[u8]) -> Result<Functions<'_>> {
    let mut found = Functions::default();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload.context("the module can't be read")?;
        if let Payload::ImportSection(imports) = payload {
            for import in imports.into_imports() {
                found.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
            }
        } else if let Payload::FunctionSection(section) = payload {
            found.names.resize(section.count() as usize, "".into());
            found.types = section.into_iter().collect::<Result<_, _>>()?;
        } else if let Payload::CodeSectionEntry(body) = payload {
            found.bodies.push(body.as_bytes());
        } else if let Payload::CustomSection(section) = payload {
            found.read_names(&section)?;
        }
    }
    Ok(found)
}

/// Writes a module anew, with its functions in another order.
struct Ordered {
    imported: u32,
    /// Which function comes at each place, counted without those that are imported.
    order: Vec<usize>,
    /// The new number of each function.
    places: Vec<u32>,
}

impl Ordered {
    fn written(mut self, wasm: &[u8]) -> Result<Vec<u8>> {
        let mut module = Module::new();
        self.parse_core_module(&mut module, Parser::new(0), wasm)?;
        Ok(module.finish())
    }

    fn in_order<T>(&self, items: Vec<T>) -> impl Iterator<Item = T> {
        let mut items: Vec<_> = items.into_iter().map(Some).collect();
        self.order.iter().filter_map(move |&function| items.get_mut(function)?.take())
    }
}

type Written = Result<(), Error>;

impl Reencode for Ordered {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        let own = function.checked_sub(self.imported).map(|own| own as usize);
        Ok(own.and_then(|own| self.places.get(own)).copied().unwrap_or(function))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Written {
        let types = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        self.in_order(types).for_each(|of| {
            functions.function(of);
        });
        Ok(())
    }

    fn parse_code_section(&mut self, code: &mut CodeSection, section: CodeSectionReader<'_>) -> Written {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        let bodies: Vec<_> = self.in_order(bodies).collect();
        bodies.into_iter().try_for_each(|body| utils::parse_function_body(self, code, body))
    }

    /// Names are left out; the others stay.
    fn parse_custom_section(&mut self, module: &mut Module, section: CustomSectionReader<'_>) -> Written {
        if matches!(section.as_known(), KnownCustom::Name(_)) {
            return Ok(());
        }
        utils::parse_custom_section(self, module, section)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        CodeSection, ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection, Function,
        FunctionSection, ImportSection, NameMap, NameSection, RefType, StartSection, TableSection, TableType,
        TypeSection,
    };
    use wasmparser::Operator;

    #[test]
    fn functions_are_by_name_and_whatever_means_one_means_the_same() {
        let module = by_name(&module(&["zebra", "ant", "mole"])).unwrap();
        assert_eq!(calls(&module), [vec![1, 2, 3, 0], vec![2], vec![3]], "ant, mole, zebra");
        let mut exported = Vec::new();
        let mut started = None;
        let mut in_table = Vec::new();
        for payload in Parser::new(0).parse_all(&module) {
            let payload = payload.unwrap();
            if let Payload::ExportSection(exports) = payload {
                exported.extend(exports.into_iter().map(|export| export.unwrap().index));
            } else if let Payload::StartSection { func, .. } = payload {
                started = Some(func);
            } else if let Payload::ElementSection(elements) = payload {
                for element in elements {
                    if let wasmparser::ElementItems::Functions(functions) = element.unwrap().items {
                        in_table.extend(functions.into_iter().map(Result::unwrap));
                    }
                }
            } else if let Payload::CustomSection(section) = payload {
                panic!("{} is left", section.name());
            }
        }
        assert_eq!(exported, [3]);
        assert_eq!(started, Some(1));
        assert_eq!(in_table, [0, 2]);
    }

    #[test]
    fn functions_that_are_the_same_become_one() {
        let bodies: [&[u32]; 3] = [&[0], &[0], &[2, 1, 3]];
        let module = by_name(&module_of(&["a", "b", "c"], bodies)).unwrap();
        assert_eq!(calls(&module), [vec![0], vec![1, 1, 2]]);
    }

    #[test]
    fn instances_of_a_function_are_a_family_and_so_are_those_of_a_trait() {
        let drop = |of| format!("<{of} as core::ops::drop::Drop>::drop::h0123456789abcdef");
        assert_eq!(family(&drop("a::Vec<T>")), ("core::ops::drop::Drop>::drop", "a::Vec<T>"));
        assert_eq!(family("a::<impl a::B>::help::h0123456789abcdef"), ("a::<impl a::B>::help", ""));
        assert_eq!(family("a::hello_as_others_do"), ("a::hello_as_others_do", ""));
    }

    #[test]
    fn a_name_that_the_linker_wrote_is_read_as_any_other() {
        let name = "_ZN9taskscope7runtime4core4turn17h0123456789abcdefE";
        assert_eq!(readable(name), "taskscope::runtime::core::turn::h0123456789abcdef");
        assert_eq!(readable("__wbindgen_malloc"), "__wbindgen_malloc");
    }

    #[test]
    fn a_module_without_names_is_refused() {
        let refusal = by_name(&module(&[])).unwrap_err().to_string();
        assert_eq!(refusal, "the module was built without the names of its functions");
        assert!(by_name(b"no module").is_err());
    }

    /// What each function of a module calls, in their order.
    fn calls(wasm: &[u8]) -> Vec<Vec<u32>> {
        let mut calls = Vec::new();
        for payload in Parser::new(0).parse_all(wasm) {
            if let Payload::CodeSectionEntry(body) = payload.unwrap() {
                let operators = body.get_operators_reader().unwrap().into_iter().map(Result::unwrap);
                let called = operators.filter_map(|operator| {
                    let Operator::Call { function_index } = operator else { return None };
                    Some(function_index)
                });
                calls.push(called.collect());
            }
        }
        calls
    }

    /// Imports function 0 and has 1, 2 and 3: 1 calls itself, 2 calls all, 3 calls 3.
    fn module(names: &[&str]) -> Vec<u8> {
        module_of(names, [&[1], &[2, 3, 1, 0], &[3]])
    }

    /// The same with other calls.
    fn module_of(names: &[&str], bodies: [&[u32]; 3]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("glue", "imported", EntityType::Function(0));
        let mut functions = FunctionSection::new();
        let mut code = CodeSection::new();
        for called in bodies {
            functions.function(0);
            let mut function = Function::new([]);
            for &called in called {
                function.instructions().call(called);
            }
            function.instructions().end();
            code.function(&function);
        }
        let mut tables = TableSection::new();
        let table = TableType {
            element_type: RefType::FUNCREF,
            table64: false,
            minimum: 2,
            maximum: None,
            shared: false,
        };
        tables.table(table);
        let mut exports = ExportSection::new();
        exports.export("zebra", ExportKind::Func, 1);
        let mut elements = ElementSection::new();
        elements.active(None, &ConstExpr::i32_const(0), Elements::Functions([0, 3][..].into()));
        let mut map = NameMap::new();
        map.append(0, "imported");
        names.iter().zip(1..).for_each(|(name, function)| map.append(function, name));
        let mut section = NameSection::new();
        section.functions(&map);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&tables).section(&exports);
        module
            .section(&StartSection { function_index: 2 })
            .section(&elements)
            .section(&code)
            .section(&section);
        module.finish()
    }
}
