//! The programs of the section “introduction” as a module.

taskscope_modules::module!(taskscope_programs::sections::INTRODUCTION);
