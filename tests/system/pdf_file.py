"""What a PDF carries beside its pages: files, page labels, by what it was
made."""
import os
import re
import shutil
import subprocess

import harness
from harness import CLEAN, OK, USAGE


def output_of(*command):
    done = subprocess.run(command, check=True, capture_output=True)
    return done.stdout.decode('utf-8', 'replace')


class Attached(harness.Case):
    def attached(self, pdf):
        """{name: bytes} of the files inside."""
        out = os.path.join(self.dir, 'inside')
        shutil.rmtree(out, True)
        os.mkdir(out)
        output_of('pdfdetach', '-saveall', '-o', out, pdf)
        found = {}
        for name in os.listdir(out):
            with open(os.path.join(out, name), 'rb') as file:
                found[name] = file.read()
        return found

    def render(self, *options):
        run = self.run_program('render', CLEAN, '-o', 'out', *options)
        self.assert_exit(run, OK)
        return self.attached(self.path('out', 'clean.pdf'))

    def test_source_and_workbook_as_they_are(self):
        inside = self.render()
        with open(CLEAN, 'rb') as file:
            self.assertEqual(inside['clean.txt'], file.read())
        with open(self.path('out', 'clean.xlsx'), 'rb') as file:
            self.assertEqual(inside['clean.xlsx'], file.read())
        relations = output_of('qpdf', '--qdf', '--object-streams=disable',
                              self.path('out', 'clean.pdf'), '-')
        self.assertIn('/AFRelationship /Source', relations)
        self.assertIn('/AFRelationship /Alternative', relations)

    def test_what_is_asked_for_is_inside(self):
        for options, names in (
                (('--to', 'pdf'), ['clean.txt']),
                (('--to', 'pdf', '--attach', 'both'),
                 ['clean.txt', 'clean.xlsx']),
                (('--attach', 'source'), ['clean.txt']),
                (('--attach', 'workbook'), ['clean.xlsx']),
                (('--attach', 'none'), [])):
            self.assertEqual(sorted(self.render(*options)), names, options)

    def test_a_workbook_as_source_keeps_its_name(self):
        self.run_program('render', CLEAN, '--to', 'xlsx', '-o', '表.xlsx')
        self.run_program('render', '表.xlsx', '--to', 'pdf', '--attach',
                         'both')
        inside = self.attached(self.path('表.pdf'))
        self.assertEqual(sorted(inside), ['表-jixiao.xlsx', '表.xlsx'])

    def test_wrong_calls(self):
        for options, word in ((('--attach', 'all'), 'source, workbook'),
                              (('--attach', 'both', '--profile', 'mail'),
                               'mail')):
            run = self.run_program('render', CLEAN, '-o', 'out', *options)
            self.assert_exit(run, USAGE)
            self.assertIn(word, run.err)


class Made(harness.Case):
    def made(self, *options):
        run = self.run_program('render', CLEAN, '--to', 'pdf', '-v', '-o',
                               'a.pdf', *options)
        self.assert_exit(run, OK)
        xmp = output_of('pdfinfo', '-meta', self.path('a.pdf'))
        found = dict(re.findall(r'<jixiao:(\w+)>(.*)</jixiao:', xmp))
        for value in found.values():
            self.assertIn(value, run.err)
        return found

    def test_program_form_and_fonts_are_told(self):
        one = self.made()
        self.assertRegex(one['program'], r'^jixiao \d')
        self.assertRegex(one['form'], r'^list sha256:[0-9a-f]{64}$')
        self.assertRegex(one['fonts'], r'^sha256:[0-9a-f]{64}$')
        templates = os.path.join(harness.SOURCE, 'templates', 'list.yaml')
        with open(templates, 'rb') as file:
            form = file.read()
        same = self.write('same.yaml', b'# mine\n\n' + form)
        self.assertEqual(self.made('--form', same), one)
        own = self.write('own.yaml', form.replace(b'body: 9', b'body: 8.5', 1))
        other = self.made('--form', own)
        self.assertNotEqual(one['form'], other['form'])
        self.assertEqual(one['fonts'], other['fonts'])
        self.assertIn('SimSun', self.made('--profile', 'mail')['fonts'])

    def test_pages_have_labels(self):
        for profile in ('archive', 'mail'):
            self.made('--profile', profile)
            labels = output_of('mutool', 'show', self.path('a.pdf'),
                               'trailer/Root/PageLabels/Nums')
            self.assertIn('/D', labels)


if __name__ == '__main__':
    harness.main()
