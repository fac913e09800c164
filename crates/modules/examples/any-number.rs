//! The programs of the section “any-number” as a module.

taskscope_modules::module!(taskscope_programs::sections::ANY_NUMBER);
