//! The programs of the section “futures” as a module.

taskscope_modules::module!(taskscope_programs::sections::FUTURES);
