//! The programs of the section “locks” as a module.

taskscope_modules::module!(taskscope_programs::sections::LOCKS);
