//! The programs of the section “streams” as a module.

taskscope_modules::module!(taskscope_programs::sections::STREAMS);
