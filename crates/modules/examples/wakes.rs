//! The programs of the section “wakes” as a module.

taskscope_modules::module!(taskscope_programs::sections::WAKES);
