//! The programs of the section “threads” as a module.

taskscope_modules::module!(taskscope_programs::sections::THREADS);
