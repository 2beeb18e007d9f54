// Opens the print dialogue of a page that was made for print.
addEventListener("load", () => print());
