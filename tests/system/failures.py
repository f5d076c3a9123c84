"""What cannot be read or written is a clear error, the right exit code, and
nothing half-written."""
import os
import resource
import signal
import stat
import subprocess
import zipfile

import harness
from harness import CLEAN, NONE, OK, RETRY, SOME, USAGE

PNG = (b'\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15'
       b'\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\5\0\1\xff\x89\x99='
       b'\x1d\0\0\0\0IEND\xaeB`\x82')


def random_bytes(n, seed=1):
    """The same on every machine: a linear congruential generator."""
    out, state = bytearray(), seed
    while len(out) < n:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        out += state.to_bytes(8, 'big')[:4]
    return bytes(out)


class Inputs(harness.Case):
    """Inputs that cannot be read: exit 4, and no output."""

    def assert_refused(self, name, *words):
        before = self.listing()
        for verb in ('render', 'export', 'check'):
            run = self.run_program(verb, name)
            self.assert_exit(run, NONE)
            self.assert_one_error_somewhere(run, *words)
        self.assertEqual(self.listing(), before)

    def assert_one_error_somewhere(self, run, *words):
        # check says its findings on standard output
        said = run.err + run.text
        self.assertTrue(said.strip(), 'said nothing')
        for word in words:
            self.assertIn(word, said)

    def test_a_file_that_is_not_there(self):
        self.assert_refused('没有.txt', '没有.txt')

    def test_a_directory(self):
        os.mkdir(self.path('目录'))
        for verb in ('render', 'export'):
            run = self.run_program(verb, '目录')
            self.assert_exit(run, NONE)
            self.assert_one_error(run, '目录')
        self.assertEqual(self.listing(), ['目录'])

    def test_a_file_that_may_not_be_read(self):
        os.chmod(self.write('锁.txt', 'x'), 0)
        run = self.run_program('render', '锁.txt',
                               preexec_fn=harness.without_root_rights)
        self.assert_exit(run, NONE)
        self.assert_one_error(run, '锁.txt')
        self.assertEqual(self.listing(), ['锁.txt'])

    def test_an_empty_file(self):
        self.write('空.txt', '')
        self.assert_refused('空.txt', 'empty-input')

    def test_a_file_of_white_space(self):
        self.write('空.txt', '\n \t\r\n　\n')
        self.assert_refused('空.txt', 'empty-input')

    def test_a_picture(self):
        self.write('图.png', PNG)
        self.assert_refused('图.png')

    def test_random_bytes(self):
        for seed in (1, 2, 3):
            self.write('乱.txt', random_bytes(20000, seed))
            self.assert_refused('乱.txt')

    def test_zeros(self):
        self.write('零.txt', bytes(100000))
        self.assert_refused('零.txt')

    def test_a_text_without_a_table(self):
        self.write('信.txt', '各位同事：\n请于周五前报送材料。\n')
        self.assert_refused('信.txt', 'no-table')

    def test_one_bad_input_does_not_stop_the_others(self):
        run = self.run_program('render', '没有.txt', CLEAN, '-o', 'out')
        self.assert_exit(run, SOME)
        self.assertEqual(self.listing(self.path('out')),
                         ['clean.pdf', 'clean.xlsx'])


class Calls(harness.Case):
    """Wrong calls: exit 2, and nothing is touched."""

    def assert_wrong(self, *arguments):
        before = self.listing()
        run = self.run_program(*arguments)
        self.assert_exit(run, USAGE)
        self.assert_one_error(run)
        self.assertEqual(self.listing(), before)

    def test_an_unknown_option(self):
        self.assert_wrong('render', CLEAN, '--colour')

    def test_no_input(self):
        self.assert_wrong('render')
        self.assert_wrong('export')

    def test_an_unknown_format(self):
        self.assert_wrong('render', CLEAN, '--to', 'docx')
        self.assert_wrong('check', CLEAN, '--format', 'docx')

    def test_an_unknown_rule(self):
        self.assert_wrong('check', CLEAN, '--ignore', 'no-such-rule')
        self.assert_wrong('explain', 'no-such-rule')

    def test_an_unknown_language(self):
        self.assert_wrong('check', CLEAN, '--lang', 'tlh')

    def test_one_file_for_several_outputs(self):
        self.assert_wrong('render', CLEAN, '-o', '-')
        self.assert_wrong('render', CLEAN, harness.LONG, '-o', 'x.pdf')

    def test_a_form_that_is_not_there(self):
        self.assert_wrong('render', CLEAN, '--form', 'no-such-form')

    def test_a_date_that_is_no_number(self):
        run = self.run_program('render', CLEAN,
                               env={'SOURCE_DATE_EPOCH': '昨天'})
        self.assert_exit(run, USAGE)


class Outputs(harness.Case):
    """Outputs that cannot be written leave nothing behind."""

    def render(self, target, to='pdf', **options):
        return self.run_program('render', CLEAN, '--to', to, '-o', target,
                                **options)

    def test_a_folder_that_may_not_be_written(self):
        os.mkdir(self.path('只读'), 0o555)
        run = self.render('只读', 'pdf,xlsx,json',
                          preexec_fn=harness.without_root_rights)
        self.assert_exit(run, NONE)
        self.assertIn('只读', run.err)
        self.assertEqual(self.listing(self.path('只读')), [])

    def test_a_folder_below_a_file(self):
        self.write('文件', 'x')
        run = self.render('文件/out', 'pdf,xlsx')
        self.assert_exit(run, NONE)
        self.assertEqual(self.listing(), ['文件'])

    def test_the_device_that_is_always_full(self):
        for to in ('pdf', 'xlsx', 'json'):
            run = self.render('/dev/full', to)
            self.assert_exit(run, RETRY)
            self.assertTrue(stat.S_ISCHR(os.stat('/dev/full').st_mode))
        self.assertEqual(self.listing(), [])

    def test_the_device_that_swallows_everything(self):
        for to in ('pdf', 'xlsx', 'json'):
            self.assert_exit(self.render('/dev/null', to), OK)
            self.assertTrue(stat.S_ISCHR(os.stat('/dev/null').st_mode))

    def test_standard_output_on_a_full_disk(self):
        with open('/dev/full', 'wb') as full:
            for arguments in (('export', CLEAN), ('--help',), ('rules',),
                              ('check', CLEAN),
                              ('render', CLEAN, '-o', '-', '--to', 'pdf')):
                run = self.run_program(*arguments, stdout=full)
                self.assert_exit(run, RETRY)
                self.assertTrue(run.err)

    def test_a_link_is_followed(self):
        os.mkdir(self.path('真'))
        os.symlink('真/x.pdf', self.path('x.pdf'))
        self.assert_exit(self.render('x.pdf'), OK)
        self.assertTrue(os.path.islink(self.path('x.pdf')))
        self.assertEqual(self.listing(self.path('真')), ['x.pdf'])

    def test_an_input_is_never_replaced(self):
        with open(CLEAN, 'rb') as file:
            before = file.read()
        self.write('a.pdf', before)
        run = self.run_program('render', 'a.pdf', '--to', 'pdf')
        self.assert_exit(run, OK)
        self.assertEqual(self.listing(), ['a-jixiao.pdf', 'a.pdf'])
        with open(self.path('a.pdf'), 'rb') as file:
            self.assertEqual(file.read(), before)

    def test_what_stood_there_stays_when_the_new_one_fails(self):
        self.write('x.pdf', 'old')
        run = self.render('x.pdf', preexec_fn=small_files)
        self.assert_exit(run, RETRY)
        self.assertEqual(self.listing(), ['x.pdf'])
        with open(self.path('x.pdf')) as file:
            self.assertEqual(file.read(), 'old')

    def test_limited_file_size_is_like_a_full_disk(self):
        for to in ('pdf', 'xlsx', 'json'):
            run = self.render('out/x.' + to, to, preexec_fn=small_files)
            self.assertIn(run.code, (RETRY, NONE), run.err)
            if os.path.isdir(self.path('out')):
                self.assertEqual(self.listing(self.path('out')), [])

    def test_a_full_disk(self):
        """A tmpfs of 16 KB; where none may be mounted, the test above is what
        remains."""
        disk = self.path('盘')
        os.mkdir(disk)
        for to in ('pdf', 'xlsx', 'json', 'pdf,xlsx'):
            script = ('mount -t tmpfs -o size=16k tmpfs "$0" || exit 99; '
                      '"$@"; code=$?; ls -A "$0"; exit $code')
            for unshare in (['unshare', '-m'], ['unshare', '-rm']):
                run = self.run_program(
                    'render', CLEAN, '--to', to, '-o', disk,
                    wrap=[*unshare, 'sh', '-c', script, disk])
                if run.code not in (1, 99):  # the mount was not refused
                    break
            else:
                return
            self.assert_exit(run, RETRY)
            self.assertEqual(run.text, '')
            self.assertIn('盘', run.err)


class Interrupted(harness.Case):
    """A run that is stopped from outside leaves only whole files."""

    def setUp(self):
        super().setUp()
        for n in range(12):
            name = f'{n:02}.txt'
            with open(harness.LONG, 'rb') as file:
                self.write(name, file.read())

    def check(self, inject, codes):
        inputs = sorted(n for n in self.listing() if n.endswith('.txt'))
        os.mkdir(self.path('out'))
        process = subprocess.run(
            ['strace', '-f', '-qq', '-o', '/dev/null', '-e', inject,
             harness.PROGRAM, 'render', '-o', 'out', *inputs],
            cwd=self.dir, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**os.environ, 'SOURCE_DATE_EPOCH': harness.EPOCH})
        self.assertIn(process.returncode, codes, process.stderr.decode())
        for name in self.listing(self.path('out')):
            path = self.path('out', name)
            if name.endswith('.pdf'):
                subprocess.run(['qpdf', '--check', path], check=True,
                               stdout=subprocess.DEVNULL)
            else:
                with zipfile.ZipFile(path) as book:
                    self.assertIsNone(book.testzip())

    # LeakSanitizer does not work under strace
    @harness.optimised_only
    def test_a_terminated_run_says_130(self):
        self.check('inject=rename,renameat,renameat2:signal=SIGTERM:when=3',
                   [harness.INTERRUPTED])

    @harness.optimised_only
    def test_a_disk_that_fills_in_mid_run(self):
        self.check('inject=fsync:error=ENOSPC:when=5', [RETRY])


def small_files():
    """In the child, before exec: no file may grow beyond 2 KB."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))


if __name__ == '__main__':
    harness.main()
