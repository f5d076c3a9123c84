"""The flow has one direction: a test fails when an include runs against it.

Reads every file of src/ and holds its #include lines against the tables
below. Run it with another tree to see it fail: includes.py DIR.
"""
import os
import re
import sys

# folder: the folders whose headers it may read
ARROWS = {
    'base': {'base'},
    'cells': {'base', 'cells'},
    'model': {'base', 'model'},
    'load': {'base', 'cells', 'model', 'load'},
    'check': {'base', 'model', 'check'},
    'form': {'base', 'form'},
    'layout': {'base', 'model', 'form', 'layout'},
    'pdf': {'base', 'layout', 'pdf'},
    'xlsx': {'base', 'model', 'form', 'xlsx'},
    'app': {'base', 'cells', 'model', 'load', 'check', 'form', 'layout',
            'pdf', 'xlsx', 'app'},
}
# single headers beside them
ALSO = {'xlsx': {'layout/measure.h'}}

# library header: the one folder it stays in
LIBRARIES = [
    (r'pango/|pango', {'layout'}),
    (r'cairo|hpdf|libdeflate|qpdf/', {'pdf'}),
    (r'xlsxwriter', {'xlsx'}),
    (r'gumbo|expat', {'cells'}),
    (r'libfyaml', {'base'}),
    (r'jansson', {'model', 'check', 'app'}),
    (r'sqlite3', {'app'}),
]

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def includes_of(path):
    with open(path, encoding='utf-8') as file:
        for number, line in enumerate(file, 1):
            match = INCLUDE.match(line)
            if match:
                yield number, match.group(1) == '"', match.group(2)


def fault_of_own(folder, header):
    if '/' not in header:
        return 'does not name its folder'
    if header.split('/')[0] in ARROWS[folder]:
        return None
    if header in ALSO.get(folder, ()):
        return None
    return f'{folder}/ may not read it'


def fault_of_library(folder, header):
    for pattern, homes in LIBRARIES:
        if re.match(pattern, header) and folder not in homes:
            return 'belongs inside ' + ', '.join(sorted(homes))
    return None


def faults(source):
    for top, folders, names in os.walk(source):
        folders.sort()
        folder = os.path.relpath(top, source).split(os.sep)[0]
        for name in sorted(names):
            if not name.endswith(('.c', '.h')):
                continue
            path = os.path.join(top, name)
            if folder not in ARROWS:
                yield f'{path}: a folder outside the flow: {folder}'
                continue
            own = [h for _, quoted, h in includes_of(path) if quoted]
            header = f'{folder}/{name[:-2]}.h'
            if header in own and own[0] != header:
                yield f'{path}: its own header comes first'
            for number, quoted, header in includes_of(path):
                judge = fault_of_own if quoted else fault_of_library
                fault = judge(folder, header)
                if fault:
                    yield f'{path}:{number}: {header}: {fault}'


def main():
    source = sys.argv[1] if len(sys.argv) > 1 else os.path.join(
        os.path.dirname(__file__), '..', '..', 'src')
    found = list(faults(os.path.normpath(source)))
    print('\n'.join(found) if found else 'every include runs with the flow')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())
