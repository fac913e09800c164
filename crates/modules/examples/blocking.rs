//! The programs of the section “blocking” as a module.

taskscope_modules::module!(taskscope_programs::sections::BLOCKING);
