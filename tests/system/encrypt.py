"""PDF that may be read and printed but not changed."""
import os
import pty
import subprocess

import harness
from harness import CLEAN, OK, USAGE


def qpdf(*arguments):
    return subprocess.run(['qpdf', *arguments], capture_output=True)


class Encrypt(harness.Case):
    def locked(self, *options, **more):
        run = self.run_program('render', CLEAN, '--encrypt', '--to', 'pdf',
                               '-o', 'out.pdf', *options, **more)
        self.assert_exit(run, OK)
        self.said = run.err
        return self.path('out.pdf')

    def assert_locked(self, pdf, *password):
        shown = qpdf('--show-encryption', *password, pdf).stdout.decode()
        for line in ('R = 6', 'stream encryption method: AESv3',
                     'print high resolution: allowed',
                     'extract for any purpose: allowed',
                     'extract for accessibility: allowed',
                     'modify document assembly: not allowed',
                     'modify forms: not allowed',
                     'modify annotations: not allowed',
                     'modify other: not allowed'):
            self.assertIn(line, shown)
        self.assertEqual(qpdf('--check', *password, pdf).returncode, 0)

    def test_without_passwords_everybody_reads_and_nobody_changes(self):
        for profile in ((), ('--profile', 'mail')):
            pdf = self.locked(*profile)
            self.assert_locked(pdf)
            text = subprocess.run(['pdftotext', pdf, '-'], check=True,
                                  capture_output=True).stdout.decode()
            self.assertIn('绩效目标', text)
            self.assertIn('修改密码', self.said)

    def test_it_does_not_claim_to_be_pdf_a(self):
        pdf = self.locked()
        self.assertIn('PDF/A', self.said)
        xmp = subprocess.run(['pdfinfo', '-meta', pdf], check=True,
                             capture_output=True).stdout.decode()
        self.assertNotIn('<pdfaid:part>', xmp)
        info = subprocess.run(['pdfinfo', pdf], check=True,
                              capture_output=True).stdout.decode()
        self.assertRegex(info, 'Tagged: +yes')

    def test_passwords_from_a_file_and_from_the_environment(self):
        given = self.write('密码', '打开它\r\nowner-1\r\n')
        names = {'JIXIAO_PASSWORD': '打开它',
                 'JIXIAO_OWNER_PASSWORD': 'owner-1'}
        for options, env in ((('--password-file', given), {}), ((), names)):
            pdf = self.locked(*options, env=env)
            self.assertNotEqual(qpdf('--check', pdf).returncode, 0)
            self.assert_locked(pdf, '--password=打开它')
            shown = qpdf('--show-encryption', '--password=owner-1', pdf)
            self.assertIn(b'Supplied password is owner password',
                          shown.stdout)
            self.assertNotIn('修改密码', self.said)

    def test_passwords_from_standard_input(self):
        pdf = self.locked('--password-file', '-', input=b'one\ntwo\n')
        self.assert_locked(pdf, '--password=one')
        self.assert_locked(pdf, '--password=two')

    def test_a_terminal_is_asked_and_shows_nothing(self):
        master, slave = pty.openpty()
        self.addCleanup(os.close, master)
        os.write(master, b'secret\nsecret\nmine\n')
        pdf = self.locked('--password-file', '-', stdin=slave)
        os.close(slave)
        self.assert_locked(pdf, '--password=secret')
        self.assert_locked(pdf, '--password=mine')
        self.assertIn('打开密码', self.said)

    def test_all_inputs_as_one(self):
        run = self.run_program('render', CLEAN, CLEAN, '--encrypt',
                               '--together', '汇编.pdf')
        self.assert_exit(run, OK)
        self.assert_locked(self.path('汇编.pdf'))

    def test_wrong_calls(self):
        same = self.write('same', 'a\na\n')
        long_one = self.write('long', '长' * 50 + '\n')
        for options, word in (
                (('--encrypt', '--profile', 'archive'), 'PDF/A'),
                (('--encrypt', '--to', 'xlsx'), '--to'),
                (('--encrypt', '--password-file', '没有'), '没有'),
                (('--encrypt', '--password-file', same), '相同'),
                (('--encrypt', '--password-file', long_one), '127'),
                (('--password-file', same), '--encrypt')):
            run = self.run_program('render', CLEAN, '-o', 'out', *options)
            self.assert_exit(run, USAGE)
            self.assertIn(word, run.err)
        run = self.run_program('render', '-', '--encrypt', '--password-file',
                               '-', input=b'a\n')
        self.assert_exit(run, USAGE)
        self.assertEqual(self.listing(), ['long', 'same'])


if __name__ == '__main__':
    harness.main()
