"""Fonts that a user puts into the folder: good ones serve by their names,
broken ones do no harm; what no font has is said."""
import os
import shutil
import struct
import subprocess

import harness
from harness import CLEAN, FINDINGS, OK

FAMILY, FULL, TYPOGRAPHIC_FAMILY = 1, 4, 16


def renamed(font, name):
    """The font file with another family name; it must not be longer."""
    data, text = bytearray(font), name.encode('utf-16-be')
    for i in range(struct.unpack('>H', data[4:6])[0]):
        tag, _, table, _ = struct.unpack_from('>4sLLL', data, 12 + 16 * i)
        if tag != b'name':
            continue
        _, n, strings = struct.unpack_from('>HHH', data, table)
        for record in range(table + 6, table + 6 + 12 * n, 12):
            platform, _, _, kind, size, place = struct.unpack_from(
                '>6H', data, record)
            if kind not in (FAMILY, FULL, TYPOGRAPHIC_FAMILY):
                continue
            assert platform in (0, 3) and len(text) <= size
            struct.pack_into('>H', data, record + 8, len(text))
            at = table + strings + place
            data[at:at + len(text)] = text
    return bytes(data)


class Fonts(harness.Case):
    def setUp(self):
        """A copy of the program with a font folder of its own."""
        super().setUp()
        share = self.path('share', 'jixiao')
        built = os.path.join(harness.BUILD, 'share', 'jixiao')
        os.makedirs(self.path('bin'))
        shutil.copy(harness.PROGRAM, self.path('bin', 'jixiao'))
        os.makedirs(os.path.join(share, 'fonts'))
        for name in os.listdir(built):
            if name != 'fonts':
                os.symlink(os.path.join(built, name),
                           os.path.join(share, name))
        for name in os.listdir(os.path.join(built, 'fonts')):
            if name.startswith('jixiao-'):
                os.symlink(os.path.join(built, 'fonts', name),
                           os.path.join(share, 'fonts', name))
        self.fonts = os.path.join(share, 'fonts')
        with open(os.path.join(built, 'fonts', 'jixiao-Serif-Regular.ttf'),
                  'rb') as file:
            self.face = file.read()

    def drop(self, name, data):
        with open(os.path.join(self.fonts, name), 'wb') as file:
            file.write(data)

    def run_copy(self, *arguments):
        return self.run_program(*arguments,
                                program=self.path('bin', 'jixiao'))

    def render(self, source=CLEAN, code=OK):
        run = self.run_copy('render', source, '--to', 'pdf', '-v', '-o',
                            'a.pdf')
        self.assert_exit(run, code)
        done = subprocess.run(['qpdf', '--check', self.path('a.pdf')],
                              capture_output=True)
        self.assertEqual(done.returncode, 0, done.stdout)
        return run.err

    def test_a_licensed_font_serves_by_its_name(self):
        before = self.render()
        self.assertIn('没有仿宋_GB2312', before)
        self.drop('any name.ttf', renamed(self.face, '仿宋_GB2312'))
        self.assertIn('any name.ttf', self.run_copy('fonts').text)
        after = self.render()
        self.assertNotIn('没有仿宋_GB2312', after)
        self.assertIn('没有方正小标宋', after)
        text = subprocess.run(['pdftotext', self.path('a.pdf'), '-'],
                              check=True, capture_output=True).stdout
        self.assertIn('绩效目标', text.decode())
        # the metadata tells that it is another face
        fonts = [line for line in before.splitlines()
                 if line.startswith('字体 ')]
        self.assertNotIn(fonts[0], after)

    def test_broken_fonts_are_passed_over(self):
        good = renamed(self.face, '仿宋_GB2312')
        for name, data in (('text.ttf', b'no font'), ('empty.otf', b''),
                           ('half.ttf', good[:len(good) // 2]),
                           ('head.ttc', good[:300]),
                           ('noise.ttf', good[:4096] + b'\xff' * 100000)):
            with self.subTest(name):
                self.drop(name, data)
                said = self.render()
                os.remove(os.path.join(self.fonts, name))
                self.assertIn('没有仿宋_GB2312', said)

    def test_a_character_of_no_font_is_an_error_with_its_place(self):
        with open(CLEAN, encoding='utf-8') as file:
            lines = file.read().split('\n')
        line = next(i for i, text in enumerate(lines, 1) if '产出指标' in text)
        column = lines[line - 1].index('产出指标') + 1
        lines[line - 1] = lines[line - 1].replace('产出', '\U0010fffd产出', 1)
        source = self.write('缺字.txt', '\n'.join(lines))
        said = self.render(source, FINDINGS)
        self.assertIn(f'缺字.txt:{line}:{column}: 错误[glyph-missing]', said)


if __name__ == '__main__':
    harness.main()
