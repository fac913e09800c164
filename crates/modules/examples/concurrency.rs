//! The programs of the section “concurrency” as a module.

taskscope_modules::module!(taskscope_programs::sections::CONCURRENCY);
