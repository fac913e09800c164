//! The programs of the section “runtimes” as a module.

taskscope_modules::module!(taskscope_programs::sections::RUNTIMES);
