//! The programs of the section “page” as a module.

taskscope_modules::module!(taskscope_programs::sections::PAGE);
