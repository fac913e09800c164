//! The programs of the section “server” as a module.

taskscope_modules::module!(taskscope_programs::sections::SERVER);
