//! The programs of the section “browser” as a module.

taskscope_modules::module!(taskscope_programs::sections::BROWSER);
