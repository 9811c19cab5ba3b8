// Where pkg-config is asked, it names minizip's own folder; else that lies among the system's headers.
#if __has_include(<minizip/zip.h>)
#include <minizip/unzip.h>
#include <minizip/zip.h>
#else
#include <unzip.h>
#include <zip.h>
#endif
