"""Pipes, redirections and the language of the messages."""
import json
import os
import re
import subprocess
import threading

import harness
from harness import CLEAN, DAMAGED, FINDINGS, NONE, OK

# a bare environment, as under cron
BARE = {'LANG': 'C', 'LC_ALL': 'C', 'LANGUAGE': '', 'HOME': '/nonexistent'}
CHINESE = re.compile('[\u4e00-\u9fff]')


def content(path):
    with open(path, 'rb') as file:
        return file.read()


class Language(harness.Case):
    def test_messages_are_chinese_under_lang_c(self):
        for run in (self.run_program('check', DAMAGED, env=BARE),
                    self.run_program('--help', env=BARE),
                    self.run_program('render', '没有.txt', env=BARE)):
            said = run.text + run.err
            self.assertRegex(said, CHINESE)
            self.assertNotIn('??', said)

    def test_the_form_is_chinese_in_every_language(self):
        pages = [self.run_program('render', DAMAGED, '--lang', lang, '--to',
                                  'pdf', '-o', '-').out
                 for lang in ('zh', 'en')]
        self.assertTrue(pages[0] == pages[1])

    def test_file_names_are_whole_under_lang_c(self):
        run = self.run_program('render', '没有这个文件.txt', env=BARE)
        self.assertIn('没有这个文件.txt', run.err)

    def test_a_name_that_is_not_utf8(self):
        name = '青屏'.encode('gb18030') + b'.txt'
        with open(os.path.join(self.dir.encode(), name), 'wb') as file:
            file.write(content(CLEAN))
        run = self.run_program('render', name)
        self.assert_exit(run, OK)
        self.assertEqual(len(self.listing()), 3)
        run = self.run_program('check', name, '--format', 'json')
        self.assert_exit(run, OK)
        json.loads(run.text)


class Input(harness.Case):
    def test_standard_input_is_named_after_the_unit(self):
        run = self.run_program('render', '-', input=content(CLEAN))
        self.assert_exit(run, OK)
        self.assertEqual(self.listing(), ['青屏市职业技术学校.pdf',
                                          '青屏市职业技术学校.xlsx'])

    def test_standard_input_and_a_file_give_the_same_model(self):
        models = []
        for arguments, options in ((['-'], {'input': content(DAMAGED)}),
                                   ([DAMAGED], {})):
            run = self.run_program('export', *arguments, **options)
            self.assert_exit(run, FINDINGS)
            model = json.loads(run.text)
            models.append(model['projects'])
        self.assertEqual(*models)

    def test_a_pipe_by_name(self):
        os.mkfifo(self.path('管道'))

        def feed():
            with open(self.path('管道'), 'wb') as file:
                file.write(content(CLEAN))
        feeder = threading.Thread(target=feed, daemon=True)
        feeder.start()
        run = self.run_program('check', '管道')
        feeder.join(harness.PATIENCE)
        self.assert_exit(run, OK)

    def test_standard_input_that_is_closed(self):
        run = self.run_program('export', '-', stdin=None,
                               preexec_fn=lambda: os.close(0))
        self.assert_exit(run, NONE)

    def test_standard_input_that_is_empty(self):
        run = self.run_program('export', '-', input=b'')
        self.assert_exit(run, NONE)
        self.assertIn('empty-input', run.err)


class Output(harness.Case):
    def test_a_dash_writes_one_format_to_standard_output(self):
        for to, magic in (('pdf', b'%PDF-'), ('xlsx', b'PK\3\4'),
                          ('json', b'{')):
            for target in ('-', '/dev/stdout'):
                run = self.run_program('render', CLEAN, '--to', to,
                                       '-o', target)
                self.assert_exit(run, OK)
                self.assertEqual(run.out[:len(magic)], magic)
        self.assertEqual(self.listing(), [])

    def test_standard_output_and_a_file_are_the_same_bytes(self):
        for to in ('pdf', 'xlsx', 'json'):
            run = self.run_program('render', CLEAN, '--to', to, '-o', '-')
            self.run_program('render', CLEAN, '--to', to, '-o', 'x.' + to)
            self.assertEqual(run.out, content(self.path('x.' + to)))

    def test_a_closed_standard_output_is_an_error(self):
        for arguments in (('export', CLEAN), ('check', DAMAGED), ('--help',)):
            run = self.run_program(*arguments, stdout=None,
                                   preexec_fn=lambda: os.close(1))
            self.assert_exit(run, NONE)
            self.assertTrue(run.err)

    def test_closed_streams_do_not_end_up_in_an_output(self):
        self.run_program('render', DAMAGED, '-o', 'whole')
        self.run_program('render', DAMAGED, '-o', 'closed', stdin=None,
                         stdout=None, stderr=None,
                         preexec_fn=lambda: [os.close(n) for n in range(3)])
        for name in ('damaged.pdf', 'damaged.xlsx'):
            self.assertEqual(content(self.path('closed', name)),
                             content(self.path('whole', name)))

    def test_a_reader_that_leaves_early(self):
        process = subprocess.Popen(
            [harness.PROGRAM, 'export', harness.LONG],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdout.read(10)
        process.stdout.close()
        err = process.stderr.read().decode()
        process.stderr.close()
        process.wait(harness.PATIENCE)
        self.assertNotEqual(process.returncode, 0)
        self.assertNotIn('Sanitizer', err)

    def test_colour_is_for_terminals_only(self):
        run = self.run_program('check', DAMAGED)
        self.assertNotIn('\x1b', run.text)
        run = self.run_program('check', DAMAGED, '--color', 'always')
        self.assertIn('\x1b', run.text)


if __name__ == '__main__':
    harness.main()
