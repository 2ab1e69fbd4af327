//! Pure: a document model in, paper bytes out.
