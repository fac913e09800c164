//! The programs of the section “load” as a module.

taskscope_modules::module!(taskscope_programs::sections::LOAD);
