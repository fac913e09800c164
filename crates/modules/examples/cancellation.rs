//! The programs of the section “cancellation” as a module.

taskscope_modules::module!(taskscope_programs::sections::CANCELLATION);
