//! The programs of the section “start” as a module.

taskscope_modules::module!(taskscope_programs::sections::START);
