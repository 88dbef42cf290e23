"""python -m cnncount"""

from cnncount.cli.app import main

main()
