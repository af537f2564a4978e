/*
 * The functions that the sensors call, with the types of the vendor's headers, so that what is declared for koffi is held against a
 * compiler's idea of it: sizes, order, what is passed by pointer. It is compiled without any header and resolved by the C library.
 */
typedef unsigned char Boolean;
typedef unsigned char UInt8;
typedef int SInt32;
typedef unsigned int UInt32;
typedef long CFIndex;
typedef unsigned long CFTypeID;
typedef const void *CFTypeRef;
typedef double CGFloat;
typedef struct { CGFloat x, y, width, height; } CGRect;
typedef struct { UInt32 selector, scope, element; } Address;

extern void *malloc(unsigned long);
extern void free(void *);
extern unsigned long strlen(const char *);
extern int strcmp(const char *, const char *);
extern void *memcpy(void *, const void *, unsigned long);

/* CoreFoundation */
enum { STRING = 7, NUMBER = 22, BOOLEAN = 21, ARRAY = 19, DICTIONARY = 18 };
typedef struct Object { CFTypeID type; long owners; const char *text; double number; CFIndex count; const struct Object **keys, **values; } Object;

static long living = 0;
long TestLivingObjects(void) { return living; }

static Object *make(CFTypeID type) {
  Object *made = malloc(sizeof(Object));
  made->type = type; made->owners = 1; made->text = ""; made->number = 0; made->count = 0; made->keys = 0; made->values = 0;
  living++;
  return made;
}
static Object *string(const char *text) { Object *made = make(STRING); made->text = text; return made; }
static Object *number(double value) { Object *made = make(NUMBER); made->number = value; return made; }
static Object *boolean(int value) { Object *made = make(BOOLEAN); made->number = value; return made; }
static Object *collection(CFTypeID type, CFIndex room) {
  Object *made = make(type);
  made->keys = malloc(room * sizeof(Object *)); made->values = malloc(room * sizeof(Object *));
  return made;
}
static void put(Object *into, const char *key, Object *value) {
  into->keys[into->count] = key ? string(key) : 0; into->values[into->count++] = value;
}

void CFRelease(CFTypeRef ref) {
  Object *object = (Object *)ref;
  CFIndex each;
  if (--object->owners > 0) return;
  for (each = 0; each < object->count; each++) {
    if (object->keys[each]) CFRelease(object->keys[each]);
    CFRelease(object->values[each]);
  }
  living--;
  free(object);
}
CFTypeID CFGetTypeID(CFTypeRef ref) { return ((const Object *)ref)->type; }
CFTypeID CFStringGetTypeID(void) { return STRING; }
CFTypeID CFNumberGetTypeID(void) { return NUMBER; }
CFTypeID CFBooleanGetTypeID(void) { return BOOLEAN; }
CFTypeID CFArrayGetTypeID(void) { return ARRAY; }
CFTypeID CFDictionaryGetTypeID(void) { return DICTIONARY; }
CFTypeRef CFStringCreateWithCString(CFTypeRef allocator, const char *text, UInt32 encoding) {
  char *copy;
  if (allocator || encoding != 0x08000100) return 0;
  copy = malloc(strlen(text) + 1);
  memcpy(copy, text, strlen(text) + 1);
  return string(copy);
}
/* Of the texts below, in UTF-16 units: what is not ASCII there takes one unit and two bytes. */
CFIndex CFStringGetLength(CFTypeRef ref) {
  const char *text = ((const Object *)ref)->text;
  CFIndex units = 0;
  for (; *text; text++) if ((*text & 0xc0) != 0x80) units++;
  return units;
}
Boolean CFStringGetCString(CFTypeRef ref, char *buffer, CFIndex bytes, UInt32 encoding) {
  const char *text = ((const Object *)ref)->text;
  if (encoding != 0x08000100 || bytes < (CFIndex)strlen(text) + 1) return 0;
  memcpy(buffer, text, strlen(text) + 1);
  return 1;
}
Boolean CFNumberGetValue(CFTypeRef ref, CFIndex type, void *value) {
  if (type != 13) return 0;
  *(double *)value = ((const Object *)ref)->number;
  return 1;
}
Boolean CFBooleanGetValue(CFTypeRef ref) { return ((const Object *)ref)->number != 0; }
CFIndex CFArrayGetCount(CFTypeRef ref) { return ((const Object *)ref)->count; }
CFTypeRef CFArrayGetValueAtIndex(CFTypeRef ref, CFIndex index) { return ((const Object *)ref)->values[index]; }
CFTypeRef CFDictionaryGetValue(CFTypeRef ref, CFTypeRef key) {
  const Object *object = ref;
  CFIndex each;
  for (each = 0; each < object->count; each++)
    if (!strcmp(object->keys[each]->text, ((const Object *)key)->text)) return object->values[each];
  return 0;
}

/* CoreGraphics */
UInt32 CGEventSourceCounterForEventType(SInt32 state, UInt32 type) { return state == 0 ? 4000000000u + (type == 0xffffffffu ? 99 : type) : 0; }
double CGEventSourceSecondsSinceLastEventType(SInt32 state, UInt32 type) { return state == 0 && type == 0xffffffffu ? 12.25 : -1; }
CFTypeRef CGSessionCopyCurrentDictionary(void) {
  Object *session = collection(DICTIONARY, 2);
  put(session, "kCGSSessionOnConsoleKey", boolean(1));
  put(session, "CGSSessionScreenIsLocked", number(1));
  return session;
}
CFTypeRef CGWindowListCopyWindowInfo(UInt32 option, UInt32 window) {
  Object *list = collection(ARRAY, 1), *entry = collection(DICTIONARY, 8), *bounds = collection(DICTIONARY, 4);
  if (window != 0) return 0;
  put(bounds, "X", number(-1440.5)); put(bounds, "Y", number(-20)); put(bounds, "Width", number(700)); put(bounds, "Height", number(option));
  put(entry, "kCGWindowNumber", number(4711)); put(entry, "kCGWindowLayer", number(0)); put(entry, "kCGWindowAlpha", number(0.5));
  put(entry, "kCGWindowOwnerPID", number(401)); put(entry, "kCGWindowOwnerName", string("Vorschau"));
  put(entry, "kCGWindowName", string("\303\234bersicht")); put(entry, "kCGWindowIsOnscreen", boolean(1)); put(entry, "kCGWindowBounds", bounds);
  put(list, 0, entry);
  return list;
}
static double side(CFTypeRef ref, const char *name) {
  Object key;
  const Object *found;
  key.text = name;
  found = CFDictionaryGetValue(ref, &key);
  return found ? found->number : 0;
}
_Bool CGRectMakeWithDictionaryRepresentation(CFTypeRef dictionary, CGRect *rect) {
  rect->x = side(dictionary, "X"); rect->y = side(dictionary, "Y");
  rect->width = side(dictionary, "Width"); rect->height = side(dictionary, "Height");
  return 1;
}
_Bool CGPreflightScreenCaptureAccess(void) { return 1; }

/* Objective-C, of one class and one object */
static long pools = 0;
long TestOpenPools(void) { return pools; }
void *objc_autoreleasePoolPush(void) { pools++; return &pools; }
void objc_autoreleasePoolPop(void *pool) { if (pool == &pools) pools--; }
void *objc_getClass(const char *name) { return strcmp(name, "NSWorkspace") && strcmp(name, "NSRunningApplication") ? 0 : (void *)name; }
void *sel_registerName(const char *name) { char *kept = malloc(strlen(name) + 1); memcpy(kept, name, strlen(name) + 1); return kept; }
static const char program[] = "program";
unsigned long objc_msgSend(void *target, const char *selector, int argument) {
  if (!strcmp(selector, "sharedWorkspace") || !strcmp(selector, "frontmostApplication")) return (unsigned long)program;
  if (!strcmp(selector, "runningApplicationWithProcessIdentifier:")) return argument == 401 ? (unsigned long)program : 0;
  if (!strcmp(selector, "processIdentifier")) return 0xffffffff00000191ul;
  if (!strcmp(selector, "bundleIdentifier")) return (unsigned long)"com.apple.Preview";
  if (!strcmp(selector, "localizedName")) return (unsigned long)"Vorschau";
  return !strcmp(selector, "UTF8String") ? (unsigned long)target : 0;
}

/* CoreAudio and CoreMediaIO: three processes, of which the last one records; one camera, which runs */
static SInt32 sized(UInt32 object, const Address *address, UInt32 qualifierBytes, const void *qualifier, UInt32 *size) {
  if (qualifierBytes || qualifier || address->element) return 1;
  if (address->selector == 0x70727323 && object == 1) { *size = 12; return 0; }
  if (address->selector == 0x64657623 && object == 1) { *size = 4; return 0; }
  if (address->selector == 0x70697269 || address->selector == 0x676f6e65) { *size = 4; return 0; }
  return 0x77686f3f;
}
static SInt32 fill(UInt32 object, const Address *address, UInt32 *used, void *data) {
  UInt32 *values = data;
  if (address->scope != 0x676c6f62) return 1;
  if (address->selector == 0x70727323) { values[0] = 50; values[1] = 51; values[2] = 52; *used = 12; return 0; }
  if (address->selector == 0x64657623) { values[0] = 70; *used = 4; return 0; }
  values[0] = object == 52 || object == 70; *used = 4;
  return 0;
}
SInt32 AudioObjectGetPropertyDataSize(UInt32 object, const Address *address, UInt32 bytes, const void *qualifier, UInt32 *size) { return sized(object, address, bytes, qualifier, size); }
SInt32 AudioObjectGetPropertyData(UInt32 object, const Address *address, UInt32 bytes, const void *qualifier, UInt32 *size, void *data) {
  if (bytes || qualifier || !*size) return 1;
  return fill(object, address, size, data);
}
SInt32 CMIOObjectGetPropertyDataSize(UInt32 object, const Address *address, UInt32 bytes, const void *qualifier, UInt32 *size) { return sized(object, address, bytes, qualifier, size); }
SInt32 CMIOObjectGetPropertyData(UInt32 object, const Address *address, UInt32 bytes, const void *qualifier, UInt32 room, UInt32 *used, void *data) {
  if (bytes || qualifier || room < 4) return 1;
  return fill(object, address, used, data);
}

/* libproc */
int proc_pidpath(int pid, void *buffer, UInt32 bytes) {
  static const char path[] = "/System/Applications/Preview.app/Contents/MacOS/Preview";
  if (pid != 401 || bytes != 4096) return 0;
  memcpy(buffer, path, sizeof path);
  return sizeof path - 1;
}
