// Complains, so that the tests know that complaints are heard.

console.error('this page is at fault, on purpose');
