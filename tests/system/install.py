"""`cmake --install` works from any prefix, and the installed program finds
its own files there, also when the folder is moved afterwards."""
import os
import subprocess

import harness
from harness import CLEAN, OK

WANTED = ('bin/jixiao', 'share/man/man1/jixiao.1',
          'share/jixiao/templates/list.yaml',
          'share/jixiao/templates/expanded.yaml',
          'share/jixiao/templates/application.yaml',
          'share/jixiao/templates/README.md',
          'share/jixiao/fonts/jixiao-Serif-Regular.ttf',
          'share/jixiao/locale/en/LC_MESSAGES/jixiao.mo')


class Install(harness.Case):
    def setUp(self):
        super().setUp()
        subprocess.run(['cmake', '--install', harness.BUILD, '--prefix',
                        self.path('first')],
                       check=True, stdout=subprocess.DEVNULL)
        # a folder that no build option ever named
        os.rename(self.path('first'), self.path('second 处'))
        self.prefix = self.path('second 处')
        self.program = os.path.join(self.prefix, 'bin', 'jixiao')

    def test_everything_is_there(self):
        for name in WANTED:
            path = os.path.join(self.prefix, name)
            self.assertTrue(os.path.getsize(path), name)

    def test_it_renders_with_its_own_faces(self):
        run = self.run_program('render', CLEAN, '-o', 'out',
                               program=self.program)
        self.assert_exit(run, OK)
        run = self.run_program('fonts', program=self.program)
        self.assertIn(os.path.join(self.prefix, 'share', 'jixiao', 'fonts'),
                      run.text)
        self.assertNotIn(harness.BUILD, run.text)

    def test_it_speaks_english_with_its_own_messages(self):
        run = self.run_program('--help', '--lang', 'en', program=self.program)
        self.assertIn('Example', run.text)

    def test_it_works_through_a_link(self):
        os.symlink(self.program, self.path('jx'))
        run = self.run_program('render', CLEAN, '-o', 'out',
                               program=self.path('jx'))
        self.assert_exit(run, OK)

    def test_the_manual_page_is_readable(self):
        page = os.path.join(self.prefix, 'share', 'man', 'man1', 'jixiao.1')
        with open(page, encoding='utf-8') as file:
            text = file.read()
        run = self.run_program('--help')
        for verb in ('render', 'check', 'export', 'explain', 'rules', 'forms',
                     'fonts', 'doctor'):
            self.assertIn(verb, run.text)
            self.assertIn(f'.B {verb}', text)


if __name__ == '__main__':
    harness.main()
